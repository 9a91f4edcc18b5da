// A site to learn on: go on in the lesson that was begun, look, answer; on the page of the class hand in an exercise, find what the
// teacher says and the next date. On a computer the lessons stay beside.
// Words: `lessons class begun back play feedback hand-in handed-in dates today no`.
const SHOWN = 1500;

export function start(screen, world) {
  const { lessons = [], files = [], dates = [], today, exercise, feedback, goal: goals } = world.params;
  const { words, device, isStill, step, done, make, draw, picture, redraw, nudge, say, showGoals } = world;
  const isWide = device === "computer";
  const reached = new Set();
  let page = lessons.length ? "lessons" : "class";
  let lesson = null, at = 0, hasEnded = false, frame = -1, timer, wrong = [], file = "", isUnfolded = false;

  const nameOf = (goal) => `${goal.do} ${goal.on ?? ""}`;
  const isMet = (goal) => reached.has(nameOf(goal));
  const find = (name) => screen.querySelector(`[data-act="${name}"]`);
  const partOf = () => lesson.parts[at];

  /** What a step reaches, if it is wanted, and what the screen shows after it; whether it was wanted. */
  function reach(does, on = "") {
    const isWanted = goals.some((goal) => nameOf(goal) === `${does} ${on}`);
    if (isWanted) reached.add(`${does} ${on}`);
    show();
    if (goals.every(isMet)) done();
    return isWanted;
  }
  function turnTo(name) {
    page = name;
    show();
  }
  function startPart(place) {
    clearTimeout(timer);
    [at, hasEnded, frame, wrong] = [place, false, -1, []];
  }
  function openLesson(one) {
    step("open", one.id);
    if (!one.parts) {
      nudge(find(`open ${one.id}`));
      return say(words.no);
    }
    lesson = one;
    startPart(0);
    show();
  }
  function leave() {
    clearTimeout(timer);
    lesson = null;
    show();
  }
  function endPlay() {
    clearTimeout(timer);
    frame = partOf().scenes.length - 1;
    hasEnded = true;
    step("play", partOf().id);
    show();
  }
  /** One picture after the other; without motion all at once. */
  function play() {
    if (!screen.isConnected) return; // a demonstration that was closed
    const { scenes } = partOf();
    if (isStill) return endPlay();
    clearTimeout(timer);
    frame++;
    if (frame >= scenes.length) return endPlay();
    show();
    say(scenes[frame].text);
    timer = setTimeout(play, SHOWN);
  }
  function answer({ id, label }) {
    step("answer", id);
    if (id === partOf().right) {
      hasEnded = true;
      show();
      return say(words.done);
    }
    if (!wrong.includes(id)) wrong.push(id);
    show();
    nudge(find(`answer ${id}`));
    say(`${words.no}: ${label}`);
  }
  function goOn() {
    step("next");
    if (!hasEnded) return nudge(screen.querySelector(".learn-part"));
    if (at + 1 < lesson.parts.length) {
      startPart(at + 1);
      return show();
    }
    const { id } = lesson;
    lesson = null;
    reach("finish", id);
  }
  function handIn() {
    if (!file) return nudge(screen.querySelector(".learn-files"));
    step("hand-in");
    if (reach("hand-in", file)) return say(words["handed-in"]);
    nudge(find(`file ${file}`));
    say(words.no);
  }
  function unfold() {
    isUnfolded = !isUnfolded;
    if (isUnfolded) step("feedback");
    if (isUnfolded) reach("feedback");
    else show();
  }
  function chooseDate({ id }) {
    step("date", id);
    if (reach("date", id)) return;
    nudge(find(`date ${id}`));
    say(words.no);
  }

  const act = (name, icon, word, click, extra = "") =>
    make(
      "button",
      { type: "button", class: `learn-act ${extra}`, "data-act": name, click },
      draw(icon, /^arrow/.test(icon) ? "icon-mirrored" : ""),
      make("span", {}, word),
    );
  const drawTitle = (sign, text, isFirst = true) =>
    make("h2", { class: "learn-title", tabindex: -1, "data-first": isFirst }, sign, make("span", {}, text));
  function drawTabs() {
    const tabs = [
      act("lessons", "book", words.lessons, () => turnTo("lessons")),
      act("class", "users", words.class, () => turnTo("class")),
    ];
    tabs[page === "lessons" ? 0 : 1].setAttribute("aria-current", "true");
    return make("div", { class: "learn-tabs" }, ...tabs);
  }

  /** How far she is: done, begun, or not yet. */
  function drawState(one) {
    if (one.state === "done" || reached.has(`finish ${one.id}`))
      return [draw("check-circle", "learn-done"), make("span", { class: "visually-hidden" }, words.done)];
    if (one.state === "begun") return [make("span", { class: "learn-half" }), make("span", { class: "visually-hidden" }, words.begun)];
    return [draw("circle")];
  }
  function drawLessons() {
    const rows = lessons.map((one) =>
      make(
        "li",
        {},
        make(
          "button",
          {
            type: "button",
            class: "learn-row",
            "data-act": `open ${one.id}`,
            "aria-current": one === lesson && "true",
            click: () => openLesson(one),
          },
          picture(one.icon),
          make("b", {}, one.title),
          ...drawState(one),
        ),
      ),
    );
    return make(
      "div",
      { class: "learn-pane" },
      drawTitle(draw("book", "icon-large"), words.lessons, !lesson),
      make("ul", { class: "learn-list" }, ...rows),
    );
  }
  function drawPlay({ scenes }) {
    const shown = isStill && hasEnded ? scenes : scenes.slice(Math.max(frame, 0), Math.max(frame, 0) + 1);
    const isOver = frame < 0 || hasEnded;
    const frames = shown.map(({ icon, text }) =>
      make("figure", { class: "learn-frame" }, picture(icon), make("figcaption", {}, frame < 0 ? "" : text)),
    );
    const dots = scenes.map((_scene, place) => make("span", { class: place <= frame ? "is-full" : "" }));
    return make(
      "div",
      { class: "learn-part" },
      make("div", { class: "learn-stage" }, ...frames),
      make("div", { class: "learn-bar", "data-act": "bar", "aria-hidden": "true" }, ...dots),
      isOver && act("play", hasEnded ? "refresh" : "play", words.play, replay, hasEnded ? "" : "is-main"),
    );
  }
  function replay() {
    frame = -1;
    play();
  }
  function drawQuestion({ text, options, right }) {
    const buttons = options.map((option) => {
      const sign = wrong.includes(option.id) ? "x-circle" : hasEnded && option.id === right && "check-circle";
      return make(
        "button",
        {
          type: "button",
          class: `learn-row ${sign === "check-circle" ? "is-right" : ""}`,
          "data-act": `answer ${option.id}`,
          click: () => answer(option),
        },
        picture(option.icon),
        make("b", {}, option.label),
        sign && draw(sign),
      );
    });
    return make(
      "div",
      { class: "learn-part" },
      make("h3", { class: "learn-ask" }, draw("question", "icon-large"), make("span", {}, text)),
      make("div", { class: "learn-list" }, ...buttons),
    );
  }
  function drawLesson() {
    const part = partOf();
    return make(
      "div",
      { class: "learn-pane" },
      act("back", "arrow-back", words.back, leave, "learn-back"),
      drawTitle(picture(lesson.icon), lesson.title),
      part.kind === "play" ? drawPlay(part) : drawQuestion(part),
      act("next", "arrow-forward", words.next, goOn, hasEnded ? "is-main" : ""),
    );
  }

  const drawBox = (icon, text, ...children) =>
    make(
      "section",
      { class: "learn-box" },
      make("h3", { class: "learn-ask" }, draw(icon, "icon-large"), make("span", {}, text)),
      ...children,
    );
  function drawHandIn() {
    const isIn = goals.some((goal) => goal.do === "hand-in" && isMet(goal));
    if (isIn) return make("p", { class: "learn-in" }, draw("check-circle", "icon-large"), words["handed-in"]);
    const buttons = files.map(({ id, icon, label }) =>
      make(
        "button",
        {
          type: "button",
          class: "learn-row",
          "data-act": `file ${id}`,
          "aria-pressed": String(id === file),
          click() {
            file = id;
            step("file", id);
            show();
          },
        },
        picture(icon),
        make("b", {}, label),
        id === file && draw("paperclip"),
      ),
    );
    return make(
      "div",
      { class: "learn-files" },
      ...buttons,
      act("hand-in", "paper-plane", words["hand-in"], handIn, file ? "is-main" : ""),
    );
  }
  function drawClass() {
    const says = feedback && act("feedback", "chat", words.feedback, unfold);
    says?.setAttribute("aria-expanded", String(isUnfolded));
    const days = dates.map((date) =>
      make(
        "button",
        { type: "button", class: "learn-row", "data-act": `date ${date.id}`, click: () => chooseDate(date) },
        make("b", { class: "learn-number" }, date.number),
        make("b", {}, date.label),
        reached.has(`date ${date.id}`) && draw("check-circle", "learn-done"),
      ),
    );
    return make(
      "div",
      { class: "learn-pane" },
      drawTitle(draw("users", "icon-large"), words.class, !lesson),
      exercise && drawBox("pencil", exercise.title, drawHandIn()),
      feedback &&
        make(
          "section",
          { class: "learn-box" },
          says,
          isUnfolded && make("p", { class: "learn-says" }, draw(feedback.icon, "icon-large"), make("span", {}, feedback.text)),
        ),
      dates.length > 0 &&
        drawBox(
          "calendar",
          words.dates,
          make("p", { class: "learn-today" }, words.today, " ", make("b", {}, today)),
          make("div", { class: "learn-dates" }, ...days),
        ),
    );
  }

  function showAsked() {
    showGoals(
      goals.map((goal) => {
        const one = [...lessons, ...files, ...dates].find(({ id }) => id === goal.on);
        const [parts, label] = {
          finish: () => [[draw("play"), picture(one.icon), draw("check")], one.title],
          "hand-in": () => [[draw("paper-plane", "icon-mirrored"), picture(one.icon)], `${words["hand-in"]}: ${one.label}`],
          feedback: () => [[draw("user"), draw("chat")], words.feedback],
          date: () => [[draw("calendar"), draw("arrow-forward", "icon-mirrored"), draw("question")], words.dates], // hers to see
        }[goal.do]();
        return { parts, label, isMet: isMet(goal) };
      }),
    );
  }
  function show() {
    const hasTabs = lessons.length > 0 && (files.length > 0 || dates.length > 0);
    screen.classList.add("learn");
    redraw(
      screen,
      hasTabs && drawTabs(),
      page === "class" && drawClass(),
      page === "lessons" && (isWide || !lesson) && drawLessons(),
      page === "lessons" && lesson && drawLesson(),
    );
    showAsked();
  }

  function point(name, more) {
    const thing = find(name);
    return {
      name: `${page} ${at} ${name}`,
      thing,
      region: thing.closest(".learn-tabs, .learn-box, .learn-part, .learn-list, .learn-pane"),
      ...more,
    };
  }
  function next() {
    const goal = goals.find((one) => !isMet(one));
    if (!goal) return null;
    const wanted = goal.do === "finish" ? "lessons" : "class";
    if (page !== wanted) return point(wanted);
    if (goal.do === "feedback") return point("feedback");
    if (goal.do === "date") return point(`date ${goal.on}`);
    if (goal.do === "hand-in") return point(file === goal.on ? "hand-in" : `file ${goal.on}`);
    if (lesson?.id !== goal.on) return point(lesson && !isWide ? "back" : `open ${goal.on}`);
    const part = partOf();
    if (hasEnded) return point("next");
    if (part.kind === "question") return point(`answer ${part.right}`);
    return frame < 0 ? point("play") : point("bar", { act: endPlay });
  }

  show();
  return { next };
}
