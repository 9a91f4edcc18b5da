// A call with pictures, of no brand: an invitation with a link, a page that asks for camera and microphone, a door, the call. Nothing
// real is ever asked for: whoever is seen is drawn.
// Words: `invitation question allow refuse refused ask join mute unmute hand chat cameras camera broken leave you`.
export function start(screen, world) {
  const { invite, people, cameras, said, goal: goals } = world.params;
  const { words, step, done, make, makeAct, pointAt, draw, picture, redraw, say, showGoals } = world;
  const reached = new Set();
  let place = "invitation", panel = "", camera = cameras[0], isAllowed = false, isQuiet = false, isUp = false, drawn = "", focus = "";

  const isMet = (goal) =>
    ({ camera: () => camera.id === goal.on, leave: () => place === "invitation" && reached.has("join") })[goal.do]?.() ??
    reached.has(goal.do);

  /** A step, what the screen shows after it, what is heard, and where the focus goes when its button is no more. */
  function take(does, on, change, told, next = "") {
    change();
    step(does, on);
    focus = next;
    show();
    say(told ?? "");
    if (goals.every(isMet)) done();
  }
  const go = (does, where, more) =>
    take(does, "", () => {
      [place, panel] = [where, ""];
      more?.();
    });
  const turnSound = () => {
    const does = isQuiet ? "unmute" : "mute", other = isQuiet ? "mute" : "unmute";
    const change = () => {
      isQuiet = !isQuiet;
      if (place === "call") reached.add(does);
    };
    take(does, "", change, words[does], other);
  };
  const raise = () =>
    take("hand", "", () => {
      isUp = !isUp;
      reached.add("hand");
    });
  function open(name) {
    const change = () => {
      panel = panel === name ? "" : name;
      if (panel === "chat") reached.add("chat");
    };
    take(name, "", change, panel !== name && name === "chat" && `${said.from}: ${said.text}`);
  }
  const choose = (one) => take("camera", one.id, () => (camera = one), `${words.camera}: ${one.name}`);

  const makeHeading = (...parts) => make("h2", { class: "call-title", tabindex: -1, "data-first": drawn !== place && !focus }, ...parts);
  const makeTool = (name, icon, word, click, more = {}) => {
    const button = makeAct(name, icon, word, click, { class: "world-act call-tool", "data-first": focus === name, ...more });
    return button;
  };
  /** What a camera shows of her. */
  const drawSight = (one, isOn = true) =>
    isOn && !one.is_broken ? picture("user", "call-face") : make("span", { class: "call-face call-dark" }, draw("video-off"));
  const drawMe = () =>
    make(
      "div",
      { class: "call-tile is-me" },
      drawSight(camera, isAllowed),
      make(
        "p",
        {},
        draw(isQuiet || !isAllowed ? "mic-off" : "mic"),
        words.you,
        isUp && draw("hand-up"),
        camera.is_broken && make("span", { class: "visually-hidden" }, ` (${words.camera}: ${words.broken})`),
      ),
    );
  const drawPerson = ({ icon, name }) =>
    make("div", { class: "call-tile" }, picture(icon, "call-face"), make("p", {}, draw("mic"), make("bdi", {}, name)));
  const makeSound = () =>
    makeTool(isQuiet ? "unmute" : "mute", isQuiet ? "mic-off" : "mic", isQuiet ? words.unmute : words.mute, turnSound);
  const makeCameras = () =>
    makeTool("settings", "gear", words.cameras, () => open("settings"), { "aria-expanded": String(panel === "settings") });
  const drawPanel = () =>
    panel === "chat"
      ? make(
          "div",
          { class: "call-panel", "data-region": true },
          make("p", { class: "call-said" }, picture(said.icon), make("span", {}, make("b", {}, said.from), said.text)),
        )
      : make(
          "ul",
          { class: "call-panel call-cameras", "data-region": true },
          ...cameras.map((one) =>
            make(
              "li",
              {},
              make(
                "button",
                {
                  type: "button",
                  class: "call-camera",
                  "data-act": `camera ${one.id}`,
                  "aria-current": one === camera && "true",
                  click: () => choose(one),
                },
                drawSight(one),
                make("span", {}, one.name),
                one.is_broken && make("span", { class: "visually-hidden" }, ` (${words.broken})`),
                one === camera && draw("check"),
              ),
            ),
          ),
        );

  const places = {
    invitation: () => [
      makeHeading(draw("envelope"), words.invitation),
      make(
        "div",
        { class: "call-invite", "data-region": true },
        make("p", { class: "call-said" }, picture(invite.icon), make("span", {}, make("b", {}, invite.from), invite.text)),
        make(
          "button",
          { type: "button", class: "call-link", role: "link", "data-act": "link", click: () => go("link", isAllowed ? "door" : "question") },
          draw("video-on"),
          make("bdi", {}, invite.link),
        ),
      ),
    ],
    question: () => [
      make(
        "div",
        { class: "call-question", "data-region": true },
        make("p", { class: "call-asked" }, draw("video-on"), draw("mic")),
        makeHeading(words.question),
        make(
          "p",
          { class: "call-answers" },
          makeAct("allow", "check", words.allow, () => go("allow", "door", () => (isAllowed = true)), { class: "world-act is-main" }),
          makeAct("refuse", "x", words.refuse, () => go("refuse", "door")),
        ),
      ),
    ],
    door: () => [
      makeHeading(draw("video-on"), make("bdi", {}, invite.from)),
      drawMe(),
      !isAllowed && make("p", { class: "call-note" }, draw("warning"), words.refused),
      make(
        "div",
        { class: "call-tools", "data-region": true },
        isAllowed && makeSound(),
        isAllowed && makeCameras(),
        isAllowed
          ? makeTool("join", "users", words.join, () => go("join", "call", () => reached.add("join")), { class: "world-act call-tool is-main" })
          : makeTool("ask", "refresh", words.ask, () => go("ask", "question")),
      ),
      panel && drawPanel(),
    ],
    call: () => [
      makeHeading(draw("video-on"), make("bdi", {}, invite.from)),
      make("div", { class: "call-tiles" }, ...people.map(drawPerson), drawMe()),
      panel && drawPanel(),
      make(
        "div",
        { class: "call-tools", "data-region": true },
        makeSound(),
        makeTool("hand", "hand-up", words.hand, raise, { "aria-pressed": String(isUp) }),
        said && makeTool("chat", "chat", words.chat, () => open("chat"), {
          "aria-expanded": String(panel === "chat"),
          class: `world-act call-tool ${reached.has("chat") ? "" : "is-new"}`,
        }),
        makeCameras(),
        makeTool("leave", "hang-up", words.leave, () => go("leave", "invitation"), { class: "world-act call-tool is-end" }),
      ),
    ],
  };

  function showAsked() {
    showGoals(
      goals.map((goal) => {
        const [parts, label] = {
          join: () => [[draw("video-on"), draw("users")], words.join],
          mute: () => [[draw("mic-off")], words.mute],
          unmute: () => [[draw("mic")], words.unmute],
          hand: () => [[draw("hand-up")], words.hand],
          chat: () => [[draw("chat"), draw("eye")], words.chat],
          camera: () => [[draw("video-off"), draw("arrow-forward", "icon-mirrored"), picture("user")], words.cameras],
          leave: () => [[draw("hang-up")], words.leave],
        }[goal.do]();
        return { parts, label, isMet: isMet(goal) };
      }),
    );
  }
  function show() {
    screen.classList.add("call");
    redraw(screen, make("div", { class: `call-view at-${place}` }, ...places[place]()));
    [drawn, focus] = [place, ""];
    showAsked();
  }

  function next() {
    const goal = goals.find((one) => !isMet(one));
    if (!goal) return null;
    const point = (name) => pointAt(screen, name);
    if (place !== "call") {
      return point({ invitation: "link", question: "allow", door: isAllowed ? "join" : "ask" }[place]);
    }
    if (goal.do === "mute" || goal.do === "unmute") return point(isQuiet ? "unmute" : "mute");
    if (goal.do === "camera") return point(panel === "settings" ? `camera ${goal.on}` : "settings");
    return point(goal.do);
  }

  show();
  return { next };
}
