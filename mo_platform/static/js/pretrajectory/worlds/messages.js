// Short messages and a calendar: read one, answer with a word that is offered or write, put an appointment on its day, move it, call
// it off. On a phone they are two apps; on a computer they stand beside each other.
// Words: `messages calendar back write send add save saved remove no`.

export function start(screen, world) {
  const { chats, days = [], appointments = [], goal: goals } = world.params;
  const { words, device, step, done, make, makeField, plain, draw, picture, redraw, nudge, say, showGoals } = world;
  const isWide = device === "computer";
  const reached = new Set(), sent = new Map(chats.map(({ id }) => [id, []]));
  const placed = new Map(appointments.map(({ id, day }) => [id, day ?? ""]));
  const wanted = new Map(appointments.map(({ id, day }) => [id, wantedOf(id) ?? day ?? ""]));
  let app = "messages", open = "", hand = "", day = "";

  function wantedOf(id) {
    const goal = goals.find((one) => /put|cancel/.test(one.do) && one.on === id);
    return goal && (goal.day ?? "");
  }
  const isPlace = (goal) => /put|cancel/.test(goal.do);
  const isMet = (goal) =>
    isPlace(goal) ? placed.get(goal.on) === wanted.get(goal.on) : reached.has(`${goal.do} ${goal.reply ?? goal.on}`);
  const findIn = (list, id) => list.find((one) => one.id === id);
  const find = (name) => screen.querySelector(`[data-act="${name}"]`);
  const toWrite = () => goals.find((goal) => goal.do === "write" && goal.on === open && !isMet(goal));
  const nameDay = (id) => `${findIn(days, id).label} ${findIn(days, id).number}`;

  /** A step, and what the screen shows after it. */
  function take(does, on, text) {
    step(does, on, text);
    show();
    if (goals.every(isMet) && appointments.every(({ id }) => placed.get(id) === wanted.get(id))) done();
  }
  function turnTo(name) {
    app = name;
    show();
  }
  function openChat(id) {
    open = id;
    reached.add(`open ${id}`);
    take("open", id);
  }
  function goBack() {
    open = "";
    show();
  }
  function answer({ id, text }) {
    sent.get(open).push(text);
    reached.add(`answer ${id}`);
    take("answer", id);
    say(`${words.sent}: ${text}`);
  }
  function send(event) {
    event.preventDefault();
    const field = find("write"), text = field.value, goal = toWrite();
    if (!text.trim()) return nudge(field);
    if (goal && plain(text) !== plain(goal.text)) {
      step("write", open, text);
      nudge(screen.querySelector(".chat-wanted"));
      return say(words.no);
    }
    sent.get(open).push(text);
    if (goal) reached.add(`write ${open}`);
    take("write", open, text);
    say(`${words.sent}: ${text}`);
  }
  function pick(does, id) {
    [app, hand, day] = ["calendar", id, placed.get(id)];
    take(does, id);
    say(findIn(appointments, id).title);
  }
  function choose(id) {
    if (!hand) return nudge(screen.querySelector(".day-list"));
    day = id;
    take("day", id);
    say(`${findIn(appointments, hand).title}: ${nameDay(id)}`);
  }
  function save() {
    if (!day) return nudge(screen.querySelector(".day-list"));
    const id = hand;
    placed.set(id, day);
    hand = "";
    take("save", "");
    if (day === wanted.get(id)) return say(`${words.saved}: ${findIn(appointments, id).title}, ${nameDay(day)}`);
    nudge(find(`pick ${id}`));
    say(words.no);
  }
  /** What is not to be called off stays. */
  function remove() {
    if (wanted.get(hand)) {
      step("remove");
      nudge(screen.querySelector(".hand"));
      return say(words.no);
    }
    placed.set(hand, "");
    hand = "";
    take("remove", "");
  }

  const act = (name, icon, word, click, extra = "") =>
    make(
      "button",
      { type: "button", class: `chat-act ${extra}`, "data-act": name, click },
      draw(icon, icon === "arrow-back" ? "icon-mirrored" : ""),
      make("span", {}, word),
    );
  const drawTabs = () =>
    make(
      "div",
      { class: "app-row" },
      ...[
        ["messages", "chat"],
        ["calendar", "calendar"],
      ].map(([name, icon]) => {
        const tab = act(name, icon, words[name], () => turnTo(name));
        if (app === name) tab.setAttribute("aria-current", "true");
        return tab;
      }),
    );
  const drawTitle = (icon, word, isFirst) =>
    make("h2", { class: "chat-title", tabindex: -1, "data-first": isFirst }, draw(icon, "icon-large"), word);

  function drawList() {
    const rows = chats.map(({ id, from, icon, texts }) =>
      make(
        "li",
        {},
        make(
          "button",
          {
            type: "button",
            class: `chat-row ${reached.has(`open ${id}`) ? "" : "is-new"}`,
            "data-act": `open ${id}`,
            click: () => openChat(id),
          },
          picture(icon),
          make("span", { class: "chat-words" }, make("b", {}, from), make("span", { class: "chat-start" }, texts[0].text)),
        ),
      ),
    );
    return make(
      "div",
      { class: "chat-pane" },
      drawTitle("chat", words.messages, app === "messages"),
      make("ul", { class: "chat-list" }, ...rows),
    );
  }
  function drawText({ text, on, day: asked }) {
    const appointment = on && findIn(appointments, on);
    return make(
      "li",
      { class: "bubble" },
      text,
      appointment &&
        make(
          "button",
          { type: "button", class: "bubble-date", "data-act": `plan ${on}`, click: () => pick("plan", on) },
          draw("calendar"),
          make("span", {}, asked && make("b", {}, nameDay(asked)), " ", make("bdi", {}, appointment.time)),
          draw("plus"),
          make("span", { class: "visually-hidden" }, words.add),
        ),
    );
  }
  function drawChat({ from, icon, texts, replies = [], id }) {
    const mine = sent.get(id).map((text) => make("li", { class: "bubble is-mine" }, make("bdi", {}, text), draw("check")));
    const goal = toWrite();
    const field = makeField("input", {
      class: "chat-field",
      type: "text",
      dir: "auto",
      enterkeyhint: "send",
      "aria-label": words.write,
      "data-act": "write",
    });
    return make(
      "div",
      { class: "chat-pane" },
      make(
        "div",
        { class: "chat-head" },
        act("back", "arrow-back", words.back, goBack, "chat-back"),
        picture(icon),
        make("h2", { class: "chat-name", tabindex: -1, "data-first": app === "messages" }, from),
      ),
      make("ul", { class: "bubbles" }, ...texts.map(drawText), ...mine),
      replies.length > 0 &&
        make(
          "div",
          { class: "chat-replies" },
          ...replies.map((reply) => act(`answer ${reply.id}`, reply.icon, reply.text, () => answer(reply), "chat-reply")),
        ),
      goal && make("p", { class: "chat-wanted" }, draw("pencil"), make("bdi", {}, goal.text)),
      make(
        "form",
        { class: "chat-form", submit: send, novalidate: true },
        field,
        make(
          "button",
          { class: "chat-send", "data-act": "send", "aria-label": words.send },
          draw("paper-plane", "icon-mirrored"),
        ),
      ),
    );
  }

  function drawHand() {
    const { icon, title, time } = findIn(appointments, hand);
    return make(
      "div",
      { class: "hand" },
      make(
        "div",
        { class: "hand-what" },
        picture(icon),
        make(
          "h3",
          { class: "hand-name", tabindex: -1, "data-first": !day },
          title,
          " ",
          make("bdi", {}, time),
          day && make("b", {}, ` ${nameDay(day)}`),
        ),
      ),
      make(
        "div",
        { class: "hand-acts" },
        act("remove", "trash", words.remove, remove),
        act("save", "check", words.save, save, "is-main"),
      ),
    );
  }
  function drawDay({ id, label, number }) {
    const here = appointments.filter((one) => (one.id === hand ? day : placed.get(one.id)) === id);
    const chips = here.map((one) =>
      make(
        "button",
        {
          type: "button",
          class: `day-thing ${one.id === hand ? "is-held" : ""}`,
          "data-act": `pick ${one.id}`,
          "aria-pressed": String(one.id === hand),
          click: () => placed.get(one.id) && pick("pick", one.id),
        },
        draw(one.icon),
        make("span", {}, one.title, " ", make("bdi", {}, one.time)),
      ),
    );
    return make(
      "li",
      { class: "day" },
      make(
        "button",
        { type: "button", class: "day-name", "data-act": `day ${id}`, click: () => choose(id) },
        make("b", {}, String(number)),
        make("span", {}, label),
      ),
      ...chips,
    );
  }
  const drawCalendar = () =>
    make(
      "div",
      { class: "chat-pane" },
      drawTitle("calendar", words.calendar, app === "calendar" && !hand),
      hand && drawHand(),
      make("ul", { class: `day-list ${hand ? "is-choosing" : ""}` }, ...days.map(drawDay)),
    );

  function showAsked() {
    showGoals(
      goals.map((goal) => {
        const { icon, from, title, replies = [] } = findIn(isPlace(goal) ? appointments : chats, goal.on);
        const reply = findIn(replies, goal.reply);
        const text = reply?.text ?? goal.text;
        const [parts, label] = {
          open: () => [[draw("chat"), picture(icon)], from],
          answer: () => [[draw("reply", "icon-mirrored"), picture(icon), draw(reply.icon)], `${from}: ${text}`],
          write: () => [[draw("reply", "icon-mirrored"), picture(icon), make("bdi", { class: "chat-ask" }, text)], `${from}: ${text}`],
          put: () => [
            [draw("calendar"), picture(icon), draw("arrow-forward", "icon-mirrored"), make("b", {}, findIn(days, goal.day).number)],
            `${words.calendar}: ${title}, ${nameDay(goal.day)}`,
          ],
          cancel: () => [[draw("calendar"), picture(icon), draw("trash")], `${words.remove}: ${title}`],
        }[goal.do]();
        return { parts, label, isMet: isMet(goal) };
      }),
    );
  }
  function show() {
    const isChat = isWide || app === "messages";
    screen.classList.add("chat");
    redraw(
      screen,
      !isWide && drawTabs(),
      isChat && (open ? drawChat(findIn(chats, open)) : drawList()),
      (isWide || !isChat) && drawCalendar(),
    );
    showAsked();
  }

  function point(name, more) {
    const thing = find(name);
    return {
      name: `${hand} ${day} ${name}`,
      thing,
      region: thing.closest(".app-row, .chat-replies, .chat-form, .hand-acts, .day-list, .chat-pane"),
      ...more,
    };
  }
  /** The move that brings her to a chat; nothing when it is open before her. */
  function reach(id) {
    if (!isWide && app !== "messages") return point("messages");
    if (open !== id) return point(open ? "back" : `open ${id}`);
    return null;
  }
  function place(id) {
    const to = wanted.get(id);
    if (hand === id && (isWide || app === "calendar")) return point(to ? (day === to ? "save" : `day ${to}`) : "remove");
    if (!placed.get(id)) {
      const chat = chats.find(({ texts }) => texts.some((text) => text.on === id));
      return reach(chat.id) ?? point(`plan ${id}`);
    }
    return !isWide && app !== "calendar" ? point("calendar") : point(`pick ${id}`);
  }
  function next() {
    const goal = goals.find((one) => !isMet(one));
    if (!goal) {
      const lost = appointments.find(({ id }) => placed.get(id) !== wanted.get(id));
      return lost ? place(lost.id) : null;
    }
    if (isPlace(goal)) return place(goal.on);
    const move = reach(goal.on);
    if (move || goal.do === "open") return move;
    if (goal.do === "answer") return point(`answer ${goal.reply}`);
    return plain(find("write").value) === plain(goal.text) ? point("send") : point("write", { text: goal.text });
  }

  show();
  return { next };
}
