// Staying safe: messages of which one is false, shops of which one is too cheap, a device that is not hers alone. A move that would cost
// her dearly costs nothing here: it shows an alarm, from which she goes back.
// Words: `alarm back messages report delete shops secure unknown leave buy question keep not-keep account sign-out`.

export function start(screen, world) {
  const { scenes } = world.params;
  const { words, step, done, make, makeAct, pointAt, draw, picture, redraw, nudge, say, showGoals } = world;
  let at = 0, scene, isAlarmed = false, drawn = "";

  /** A step, and what the screen shows after it; `isBad`: it sets off the alarm. */
  function take(does, on, change, isBad = false) {
    change?.();
    step(does, on);
    isAlarmed = isBad;
    if (scene.isDone()) at++;
    if (at === scenes.length) {
      show();
      return done();
    }
    if (scene.isDone()) scene = kinds[scenes[at].kind](scenes[at]);
    show();
    say(isBad ? words.alarm : "");
  }
  const makeHeading = (key, ...parts) =>
    make("h2", { class: "safe-title", tabindex: -1, "data-first": drawn !== `${at} ${key}` }, ...parts);
  const keep = (key) => (drawn = `${at} ${key}`);
  const makeBack = (name, icon, word, click) => makeAct(name, icon, word, click, { class: "world-act safe-back" });

  const kinds = {
    messages({ messages }) {
      const gone = new Set(), bad = messages.filter((one) => one.is_bad);
      let open = null;
      const close = (does, id) =>
        take(does, id, () => {
          gone.add(id);
          open = null;
        });
      const remove = (does, { id, is_bad: isBad }) => (isBad ? close(does, id) : nudge(screen.querySelector(".safe-message")));
      /** What it is about, for who does not read it. */
      const drawSigns = ({ signs = [] }) => signs.length > 0 && make("span", { class: "safe-signs" }, ...signs.map((sign) => draw(sign)));
      const drawRow = (one) =>
        make(
          "li",
          {},
          make(
            "button",
            { type: "button", class: "safe-row", "data-act": `open ${one.id}`, click: () => take("open", one.id, () => (open = one)) },
            picture(one.icon),
            make("span", { class: "safe-words" }, make("b", {}, make("bdi", {}, one.from)), make("span", {}, one.text), drawSigns(one)),
          ),
        );
      const drawMessage = (one) => [
        makeBack("back", "arrow-back", words.back, () => take("back", "", () => (open = null))),
        makeHeading(one.id, picture(one.icon), make("bdi", {}, one.from)),
        make(
          "div",
          { class: "safe-message" },
          make("p", {}, one.text),
          drawSigns(one),
          one.link &&
            make(
              "button",
              {
                type: "button",
                class: "safe-link",
                role: "link",
                "data-act": `link ${one.id}`,
                click: () => take("link", one.id, undefined, one.is_bad),
              },
              draw("link"),
              make("bdi", {}, one.link),
            ),
        ),
        make(
          "div",
          { class: "safe-tools", "data-region": true },
          makeAct(`report ${one.id}`, "flag", words.report, () => remove("report", one)),
          makeAct(`delete ${one.id}`, "trash", words.delete, () => remove("delete", one)),
        ),
      ];
      return {
        key: () => open?.id ?? "list",
        draw: () =>
          open
            ? drawMessage(open)
            : [
                makeHeading("list", draw("chat"), words.messages),
                make("ul", { class: "safe-list", "data-region": true }, ...messages.filter(({ id }) => !gone.has(id)).map(drawRow)),
              ],
        isDone: () => bad.every(({ id }) => gone.has(id)),
        goals: () => [
          {
            parts: [draw("chat"), draw("warning"), draw("arrow-forward", "icon-mirrored"), draw("trash")],
            label: words.delete,
            isMet: bad.every(({ id }) => gone.has(id)),
          },
        ],
        next() {
          const wanted = bad.find(({ id }) => !gone.has(id));
          if (!open) return `open ${wanted.id}`;
          return open === wanted ? `delete ${wanted.id}` : "back";
        },
      };
    },
    shops({ shops, starts_in: first, icon }) {
      let here = shops.find(({ id }) => id === first) ?? null, hasBought = false;
      const good = shops.find((one) => !one.is_bad);
      const drawRow = (one) =>
        make(
          "li",
          {},
          make(
            "button",
            { type: "button", class: "safe-row", "data-act": `see ${one.id}`, click: () => take("see", one.id, () => (here = one)) },
            picture("shop"),
            make("span", { class: "safe-words" }, make("b", {}, make("bdi", {}, one.address)), make("span", {}, make("bdi", {}, one.price))),
          ),
        );
      const drawShop = (one) => [
        make(
          "p",
          { class: "safe-address" },
          draw(one.is_bad ? "warning" : "lock"),
          make("bdi", {}, one.address),
          make("span", { class: "visually-hidden" }, ` (${one.is_bad ? words.unknown : words.secure})`),
        ),
        makeHeading(one.id, picture("shop"), make("bdi", {}, one.name)),
        make("p", { class: "safe-offer" }, picture(icon, "safe-thing"), make("b", {}, make("bdi", {}, one.price))),
        make("p", { class: `safe-cry ${one.is_bad ? "is-loud" : ""}` }, draw(one.is_bad ? "clock" : "phone"), make("span", {}, one.text)),
        make(
          "div",
          { class: "safe-tools", "data-region": true },
          makeAct("leave", "x", words.leave, () => take("leave", "", () => (here = null))),
          makeAct(`buy ${one.id}`, "cart", words.buy, () => take("buy", one.id, () => (hasBought = !one.is_bad), !!one.is_bad), {
            class: "world-act is-main",
          }),
        ),
      ];
      return {
        key: () => here?.id ?? "list",
        draw: () =>
          here
            ? drawShop(here)
            : [
                makeHeading("list", draw("search"), words.shops),
                make("ul", { class: "safe-list", "data-region": true }, ...shops.map(drawRow)),
              ],
        isDone: () => hasBought,
        goals: () => [
          { parts: [picture(icon), draw("cart"), draw("shield")], label: `${words.buy} (${words.secure})`, isMet: hasBought },
        ],
        next() {
          if (!here) return `see ${good.id}`;
          return here === good ? `buy ${good.id}` : "leave";
        },
      };
    },
    shared({ name, address, text }) {
      let isAsked = true, hasMenu = false, isOut = false;
      return {
        key: () => `${isAsked}`,
        draw: () => [
          make("p", { class: "safe-address" }, draw("lock"), make("bdi", {}, address)),
          isAsked &&
            make(
              "div",
              { class: "safe-question", "data-region": true },
              makeHeading("true", draw("key"), words.question),
              make("p", { class: "safe-dots", "aria-hidden": "true" }, "••••••••"),
              make(
                "div",
                { class: "safe-tools" },
                makeAct("keep", "check", words.keep, () => take("keep", "", undefined, true)),
                makeAct("not-keep", "x", words["not-keep"], () => take("not-keep", "", () => (isAsked = false))),
              ),
            ),
          make(
            "div",
            { class: "safe-account", "data-region": true },
            !isAsked && makeHeading("false", draw("envelope"), text),
            makeAct("account", "user", name, () => (isAsked ? nudge(screen.querySelector(".safe-question")) : take("account", "", () => (hasMenu = !hasMenu))), {
              "aria-label": `${words.account}: ${name}`,
              "aria-expanded": String(hasMenu),
            }),
            hasMenu && makeAct("sign-out", "sign-out", words["sign-out"], () => take("sign-out", "", () => (isOut = true))),
          ),
        ],
        isDone: () => isOut,
        goals: () => [
          { parts: [draw("users"), draw("key"), draw("x")], label: words["not-keep"], isMet: !isAsked },
          { parts: [draw("user"), draw("sign-out", "icon-mirrored")], label: words["sign-out"], isMet: isOut },
        ],
        next: () => (isAsked ? "not-keep" : hasMenu ? "sign-out" : "account"),
      };
    },
  };

  const drawAlarm = () =>
    make(
      "div",
      { class: "safe-alarm" },
      make("h2", { class: "safe-title", tabindex: -1, "data-first": true }, draw("warning"), words.alarm),
      makeAct("calm", "arrow-back", words.back, () => take("calm", "")),
    );
  function show() {
    screen.classList.add("safe");
    redraw(screen, ...(isAlarmed ? [drawAlarm()] : scene.draw()));
    keep(isAlarmed ? "alarm" : scene.key());
    showGoals(scene.goals());
  }

  scene = kinds[scenes[0].kind](scenes[0]);
  show();
  return {
    next() {
      if (at === scenes.length) return null;
      return pointAt(screen, isAlarmed ? "calm" : scene.next(), isAlarmed ? {} : { name: `${at} ${scene.next()}` });
    },
    part: () => ({ scenes: scenes.slice(at, at + 1) }),
  };
}
