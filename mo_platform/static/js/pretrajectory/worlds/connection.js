// Wifi and data: a bar that opens a quick panel, settings with switches, networks with a lock and a code or with rules to agree to,
// a download that runs on. Plane mode switches wifi and data off and holds them.
// Words: `quick settings back wifi data plane networks code connect joined rules accept locked free wrong stop stopped on off`.
const SWITCHES = { wifi: "wifi", data: "mobile-data", plane: "airplane" };

export function start(screen, world) {
  const { networks = [], downloads = [], starts_on = [], goal: goals } = world.params;
  const { words, step, done, make, makeAct, pointAt, makeField, plain, draw, picture, redraw, nudge, say, showGoals } = world;
  const on = new Set(starts_on), running = new Set(downloads.map(({ id }) => id));
  const wanted = networks.find(({ id, code }) => code && goals.some((goal) => goal.do === "join" && goal.on === id));
  let view = "home", asked = null, joined = "", draft = "", told = "", drawn = "";

  const isMet = (goal) =>
    ({
      "switch-on": () => on.has(goal.on),
      "switch-off": () => !on.has(goal.on),
      join: () => joined === goal.on,
      stop: () => !running.has(goal.on),
    })[goal.do]();
  const isWritten = () => !!asked?.code && plain(draft) === plain(asked.code);
  const networkOf = (id) => networks.find((network) => network.id === id);
  const find = (name) => pointAt(screen, name).thing;

  function take(does, name, change, heard) {
    change();
    step(does, name);
    show();
    say(heard ?? "");
    if (goals.every(isMet)) done();
  }
  const look = (name) => take(name, "", () => ([view, asked] = [name, null]));
  const goBack = () => take("back", "", () => ([view, asked] = [asked ? "settings" : "home", null]));
  function turn(name) {
    if (name !== "plane" && on.has("plane")) {
      say(words.plane);
      return nudge(find("switch plane"));
    }
    take("switch", name, () => {
      if (!on.delete(name)) on.add(name);
      if (on.has("plane")) for (const other of ["wifi", "data"]) on.delete(other);
      if (!on.has("wifi")) joined = "";
    });
  }
  const join = (does, id) =>
    take(does, id, () => ([joined, asked] = [id, null]), `${words.joined}: ${networkOf(id).name}`);
  function choose(network) {
    const { id, is_locked: isLocked, asks } = network;
    if (!isLocked && !asks) return join("choose", id);
    take("choose", id, () => ([asked, draft, told] = [network, "", ""]));
  }
  function tellTyped() {
    if (!draft.trim() || draft === told) return;
    told = draft;
    step("type", asked.id, draft);
  }
  function connect(event) {
    event.preventDefault();
    tellTyped();
    if (isWritten()) return join("connect", asked.id);
    const field = find(`type ${asked.id}`);
    if (told) step("connect", asked.id);
    say(words.wrong);
    nudge(field);
    field.focus();
  }
  const stop = (id) => take("stop", id, () => running.delete(id), words.stopped);

  const carrier = () => (joined ? "wifi" : on.has("data") ? "mobile-data" : "wifi-off");
  const makeState = () => [
    draw(on.has("plane") ? "airplane" : "signal"),
    on.has("data") && draw("mobile-data"),
    draw(joined ? "wifi" : "wifi-off"),
  ];
  const tellState = () =>
    Object.keys(SWITCHES)
      .map((name) => `${words[name]}: ${on.has(name) ? words.on : words.off}`)
      .join(", ");
  const makeHeading = (icon, text) =>
    make("h2", { class: "net-title", tabindex: -1, "data-first": drawn !== view + asked?.id }, draw(icon), text);
  const makeBack = () => makeAct("back", "arrow-back", words.back, goBack);

  const drawBar = () =>
    make(
      "div",
      { class: "net-bar" },
      make(
        "button",
        {
          type: "button",
          class: "net-status",
          "data-act": "panel",
          "aria-label": `${words.quick}. ${tellState()}`,
          click: () => look("panel"),
        },
        ...makeState(),
        draw("caret-down"),
      ),
    );
  /** What stands on the box of the network at home. */
  const drawCard = () =>
    make(
      "div",
      { class: "net-card" },
      picture(wanted.icon),
      make("p", {}, draw("wifi"), make("bdi", {}, wanted.name)),
      make("p", {}, draw("lock"), make("bdi", {}, wanted.code)),
    );
  const drawSwitch = (name) =>
    make(
      "button",
      {
        type: "button",
        class: "net-switch",
        role: "switch",
        "aria-checked": String(on.has(name)),
        "data-act": `switch ${name}`,
        click: () => turn(name),
      },
      draw(SWITCHES[name]),
      make("span", {}, words[name]),
      make("i", { class: "net-knob" }),
    );
  const drawSwitches = () =>
    make("div", { class: "net-switches", "data-region": true }, ...Object.keys(SWITCHES).map(drawSwitch));
  const drawDownloads = () =>
    downloads
      .filter(({ id }) => running.has(id))
      .map(({ id, icon, title }) =>
        make(
          "div",
          { class: "net-load" },
          make("p", {}, picture(icon), make("b", {}, title), draw("download"), draw(carrier())),
          make("span", { class: "net-progress" }),
          makeAct(`stop ${id}`, "x", `${words.stop}`, () => stop(id), { "aria-label": `${words.stop}: ${title}` }),
        ),
      );
  const drawNetwork = (network) =>
    make(
      "li",
      {},
      make(
        "button",
        { type: "button", class: "net-row", "data-act": `choose ${network.id}`, click: () => choose(network) },
        picture(network.icon),
        make("bdi", {}, network.name),
        make("span", { class: "visually-hidden" }, ` (${network.is_locked ? words.locked : words.free})`),
        network.is_locked && draw("lock"),
        joined === network.id && draw("check-circle", "world-met"),
        joined === network.id && make("span", { class: "visually-hidden" }, words.joined),
        draw("wifi"),
      ),
    );
  const drawNetworks = () =>
    make(
      "div",
      { class: "net-networks" },
      make("h3", { class: "net-title" }, draw("wifi"), words.networks),
      on.has("wifi")
        ? make("ul", { class: "net-list", "data-region": true }, ...networks.map(drawNetwork))
        : make("p", { class: "net-none" }, draw("wifi-off"), words.off),
    );
  function drawAsked() {
    const { id, icon, name, is_locked: isLocked } = asked;
    const heading = make(
      "h2",
      { class: "net-title", tabindex: -1, "data-first": !isLocked && drawn !== view + id },
      picture(icon),
      make("bdi", {}, name),
    );
    if (!isLocked)
      return [
        makeBack(),
        heading,
        make("p", { class: "net-rules" }, draw("list-checks"), words.rules),
        makeAct(`accept ${id}`, "check", words.accept, () => join("accept", id), { class: "world-act is-main" }),
      ];
    const field = makeField("input", {
      class: "net-field",
      dir: "ltr",
      type: "text",
      enterkeyhint: "go",
      "aria-label": words.code,
      "data-act": `type ${id}`,
      "data-first": true,
      input: () => (draft = field.value),
      change() {
        draft = field.value;
        tellTyped();
      },
    });
    field.value = draft;
    const button = make(
      "button",
      { class: "world-act is-main", "data-act": `connect ${id}` },
      draw("wifi"),
      make("span", {}, words.connect),
    );
    const label = make("span", { class: "net-code" }, draw("lock"), words.code);
    return [makeBack(), heading, make("form", { class: "net-form", submit: connect, novalidate: true }, label, field, button)];
  }
  const views = {
    home: () => [
      ...drawDownloads(),
      make("div", { class: "net-apps" }, makeAct("settings", "gear", words.settings, () => look("settings"))),
    ],
    panel: () => [
      makeBack(),
      makeHeading("caret-down", words.quick),
      drawSwitches(),
      ...drawDownloads(),
      makeAct("settings", "gear", words.settings, () => look("settings")),
    ],
    settings: () => [makeBack(), makeHeading("gear", words.settings), drawSwitches(), drawNetworks()],
  };

  function showAsked() {
    showGoals(
      goals.map((goal) => {
        const { do: does, on: name } = goal, load = downloads.find(({ id }) => id === name);
        const knob = make("i", { class: `net-knob ${does === "switch-on" ? "is-on" : ""}` });
        const network = networkOf(name);
        const [parts, label] = {
          "switch-on": () => [[draw(SWITCHES[name]), knob], `${words[name]}: ${words.on}`],
          "switch-off": () => [[draw(SWITCHES[name]), knob], `${words[name]}: ${words.off}`],
          join: () => [
            [draw("wifi"), picture(network.icon), network.is_locked && draw("lock")].filter(Boolean),
            `${words.connect}: ${network.name}`,
          ],
          stop: () => [[draw("download"), picture(load.icon), draw("x")], `${words.stop}: ${load.title}`],
        }[does]();
        return { parts, label, isMet: isMet(goal) };
      }),
    );
  }
  function show() {
    screen.classList.add("net");
    const body = make("div", { class: `net-view net-${view}` }, wanted && drawCard(), ...(asked ? drawAsked() : views[view]()));
    redraw(screen, drawBar(), body);
    drawn = view + asked?.id;
    showAsked();
  }

  function next() {
    const goal = goals.find((one) => !isMet(one));
    if (!goal) return null;
    const point = (name, more) => pointAt(screen, name, more);
    const turnTo = (name) => {
      if (asked) return point("back");
      if (view === "home") return point("panel");
      return point(`switch ${name !== "plane" && on.has("plane") ? "plane" : name}`);
    };
    if (goal.do === "stop") return view === "settings" ? point("back") : point(`stop ${goal.on}`);
    if (goal.do !== "join") return turnTo(goal.on);
    if (!on.has("wifi")) return turnTo("wifi");
    if (!asked) return point(view === "settings" ? `choose ${goal.on}` : "settings");
    if (asked.id !== goal.on) return point("back");
    if (!asked.is_locked) return point(`accept ${goal.on}`);
    return isWritten() ? point(`connect ${goal.on}`) : point(`type ${goal.on}`, { text: asked.code });
  }

  show();
  return { next };
}
