// A page of the town hall with the helps of reading: its languages, reading aloud, larger letters. What the page says stands in each
// of its languages, hers as "own"; the names of the helps are in hers, or drawn alone where the task says so (`is_bare`).
// Words: `languages listen larger smaller back size`.
const LARGEST = 3, PER_WORD = 280;

export function start(screen, world) {
  const { page, parts, languages, starts_in: first, goal: goals, is_bare: isBare } = world.params;
  const { words, isStill, step, done, make, makeAct, pointAt, draw, picture, redraw, nudge, say, showGoals } = world;
  const wanted = goals.find((goal) => goal.do === "language")?.on ?? first;
  const seen = new Set(), heard = new Set();
  let language = first, open = null, size = 0, isChoosing = false, drawn = "", reading = 0;

  const isMet = ({ do: does, on = "" }) =>
    ({
      language: () => language === on,
      listen: () => heard.has(on),
      larger: () => size >= on,
      back: () => seen.has(on) && !open,
    })[does]();
  const read = (text) => text[language];
  const partOf = (id) => parts.find((part) => part.id === id);
  /** Marks a text that is not in her language. */
  const inIts = (one) => (one === "own" ? {} : { lang: one, dir: "ltr" });

  function take(does, on, change, told) {
    change();
    step(does, on);
    show();
    say(told ?? "");
    if (goals.every(isMet)) done();
  }
  const choose = () => take("menu", "", () => (isChoosing = !isChoosing));
  const speakIn = (id) => take("language", id, () => ([language, isChoosing] = [id, false]), languages.find((one) => one.id === id).name);
  const openPart = (part) =>
    take("open", part.id, () => {
      open = part;
      seen.add(part.id);
    });
  const goBack = () => take("back", "", () => (open = null));
  function resize(does) {
    const changed = size + (does === "larger" ? 1 : -1);
    if (changed < 0 || changed > LARGEST) return nudge(pointAt(screen, does).thing);
    take(does, "", () => (size = changed), `${words.size}: ${changed + 1}`);
  }
  /** A voice of the phone itself, where it has one of her language; the words light up one after the other. */
  function listen() {
    const text = open ? read(open.text) : [page, ...parts].map(({ title }) => read(title)).join(". ");
    take("listen", open?.id ?? "", () => language === wanted && heard.add(open?.id ?? ""), text);
    light();
    const { speechSynthesis: speech, SpeechSynthesisUtterance: Utterance } = globalThis;
    if (!speech || screen.matches(".is-demo")) return;
    const tongue = language === "own" ? document.documentElement.lang.slice(0, 2) : language;
    const voice = speech.getVoices().find(({ localService, lang }) => localService && lang.startsWith(tongue));
    speech.cancel();
    if (voice) speech.speak(Object.assign(new Utterance(text), { voice, lang: voice.lang }));
  }
  function light() {
    const all = [...screen.querySelectorAll(".aid-word")];
    const put = (place) => all.forEach((word, index) => word.classList.toggle("is-said", isStill || index === place));
    clearInterval(reading);
    let place = 0;
    put(place);
    if (!isStill) reading = setInterval(() => (++place > all.length ? clearInterval(reading) : put(place)), PER_WORD);
  }

  const splitWords = (text) =>
    read(text)
      .split(/(\s+)/)
      .map((word) => (word.trim() ? make("span", { class: "aid-word" }, word) : word));
  /** A help has its name, where the task does not draw it alone. */
  const makeHelp = (name, icon, click, more, sign) => {
    const button = makeAct(name, icon, isBare ? "" : more["aria-label"], click, { class: "world-act aid-act", ...more });
    if (sign) button.querySelector(".icon").after(draw(sign, "aid-sign"));
    return button;
  };
  const drawHelps = () =>
    make(
      "div",
      { class: "aid-helps", "data-region": true },
      makeHelp("menu", "translate", choose, { "aria-label": words.languages, "aria-expanded": String(isChoosing) }),
      makeHelp(`listen ${open?.id ?? ""}`.trim(), "speaker", listen, { "aria-label": words.listen }),
      makeHelp("smaller", "text-size", () => resize("smaller"), { "aria-label": words.smaller }, "minus"),
      makeHelp("larger", "text-size", () => resize("larger"), { "aria-label": words.larger }, "plus"),
    );
  const drawLanguages = () =>
    make(
      "ul",
      { class: "aid-languages", "data-region": true },
      ...languages.map(({ id, name }) =>
        make(
          "li",
          {},
          make(
            "button",
            {
              type: "button",
              class: "aid-language",
              "data-act": `language ${id}`,
              "aria-current": id === language && "true",
              click: () => speakIn(id),
              ...inIts(id),
            },
            name,
            id === language && draw("check"),
          ),
        ),
      ),
    );
  const drawHeading = ({ icon, title }) =>
    make(
      "h2",
      { class: "aid-title", tabindex: -1, "data-first": drawn !== `${open?.id} ${language}` },
      picture(icon),
      make("span", {}, ...splitWords(title)),
    );
  const drawPage = () => [
    drawHeading(page),
    make(
      "ul",
      { class: "aid-links", "data-region": true },
      ...parts.map((part) =>
        make(
          "li",
          {},
          make(
            "button",
            { type: "button", class: "aid-link", role: "link", "data-act": `open ${part.id}`, click: () => openPart(part) },
            picture(part.icon),
            make("span", {}, ...splitWords(part.title)),
          ),
        ),
      ),
    ),
  ];
  const drawPart = () => [drawHeading(open), make("p", {}, ...splitWords(open.text))];

  function showAsked() {
    showGoals(
      goals.map((goal) => {
        const { do: does, on = "" } = goal, { icon, title } = partOf(on) ?? page;
        const [asked, label] = {
          language: () => [[draw("translate"), make("bdi", { class: "aid-name" }, languages.find(({ id }) => id === on).name)], words.languages],
          listen: () => [[draw("speaker"), picture(icon)], `${words.listen}: ${title.own}`],
          larger: () => [[draw("text-size"), ...Array.from({ length: on }, () => draw("plus"))], words.larger],
          back: () => [[draw("arrow-back", "icon-mirrored"), picture(page.icon)], `${words.back}: ${page.title.own}`],
        }[does]();
        return { parts: asked, label, isMet: isMet(goal) };
      }),
    );
  }
  function show() {
    clearInterval(reading);
    screen.classList.add("aid");
    const sheet = make("div", { class: "aid-page", "data-size": size, ...inIts(language) }, ...(open ? drawPart() : drawPage()));
    redraw(
      screen,
      drawHelps(),
      isChoosing && drawLanguages(),
      open && makeAct("back", "arrow-back", words.back, goBack, { class: "world-act aid-back" }),
      sheet,
    );
    drawn = `${open?.id} ${language}`;
    showAsked();
  }

  function next() {
    const goal = goals.find((one) => !isMet(one));
    if (!goal) return null;
    const point = (name) => ({ ...pointAt(screen, name), name: `${name} ${size} ${open?.id}` });
    if (language !== wanted) return point(isChoosing ? `language ${wanted}` : "menu");
    const { do: does, on = "" } = goal;
    if (does === "larger") return point("larger");
    if (does === "language") return point(isChoosing ? `language ${on}` : "menu");
    if (open && (does === "back" || open.id !== on)) return point("back");
    return point(open?.id === on || !on ? `listen ${on}`.trim() : `open ${on}`);
  }

  show();
  return { next };
}
