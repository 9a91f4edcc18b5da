// Gestures of a finger, or what a mouse does, on the right picture: one scene after the other.
// Words: `picture`, for a picture without a name of its own here (a word with the key of the picture: `ball`).
const MOVED = 14, FAR = 40, HOLD = 550, TWICE = 500, SPREAD = 1.3, SHOWN = 1000;
/** Each gesture as signs that stand before its picture. */
const SIGNS = {
  tap: ["finger"],
  "double-tap": ["finger", "finger"],
  "long-press": ["finger", "hourglass"],
  "swipe-left": ["finger", "arrow-back"],
  "swipe-right": ["finger", "arrow-forward"],
  "swipe-up": ["finger", "arrow-up"],
  "swipe-down": ["finger", "arrow-down"],
  "pinch-out": ["finger", "spread"],
  "pinch-in": ["finger", "pinch"],
  click: ["mouse-left"],
  "double-click": ["mouse-left", "mouse-left"],
  "right-click": ["mouse-right"],
  scroll: ["mouse-wheel", "arrow-down"],
  drag: ["grab"],
};

export function start(screen, world) {
  const { scenes } = world.params;
  const { words, device, isStill, step, done, make, draw, picture, redraw, nudge, showGoals, show } = world;
  const nameOf = (thing) => words[thing] ?? words.picture;
  let at = 0, area, tray, isBetween = false;

  const signsOf = (gesture) => SIGNS[gesture].map((name) => draw(name));
  const tileOf = (name) => [...area.querySelectorAll("[data-name]")].find((tile) => tile.dataset.name === name);

  function showScene() {
    const { gesture, target, decoys = [] } = scenes[at];
    isBetween = false;
    const names = [...decoys];
    names.splice(gesture === "scroll" ? names.length : at % (names.length + 1), 0, target);
    const tiles = names.map((name, place) =>
      make(
        "button",
        { type: "button", class: "touch-tile", "data-name": name, "data-first": place === 0, "aria-label": nameOf(name) },
        picture(name),
      ),
    );
    area = make("div", { class: `touch-area touch-${gesture}` }, ...tiles);
    if (gesture === "scroll") {
      for (let lines = 6; lines; lines--) area.lastChild.before(make("span", { class: "touch-line" }));
      area = makeScrolled(area);
    }
    tray = gesture === "drag" && area.appendChild(make("span", { class: "touch-tray" }, draw("folder")));
    listen(area, gesture);
    const asked = make(
      "p",
      { class: "touch-asked" },
      ...signsOf(gesture),
      picture(target),
      tray && draw("arrow-down"),
      tray && draw("folder"),
    );
    redraw(screen, asked, area);
    showGoals(
      scenes.length < 2
        ? []
        : scenes.map((scene, place) => ({ parts: [picture(scene.target)], label: nameOf(scene.target), isMet: place < at })),
    );
    setTimeout(() => isBetween || show(next()), 400);
  }
  /** The target lies below what is seen. */
  function makeScrolled(list) {
    const window = make("div", { class: "touch-window", tabindex: 0, role: "group", "aria-label": words.picture }, list);
    window.addEventListener("scroll", () => {
      const { bottom } = tileOf(scenes[at].target).getBoundingClientRect();
      if (!isBetween && bottom <= window.getBoundingClientRect().bottom + 4) made("scroll", scenes[at].target);
    });
    return window;
  }

  function made(gesture, name) {
    if (isBetween) return;
    const scene = scenes[at], tile = name && tileOf(name);
    const isRight = gesture === scene.gesture && name === scene.target;
    step(gesture, name);
    if (!isRight) return nudge(tile || screen.querySelector(".touch-asked"));
    isBetween = true;
    tile.classList.add("is-made", `made-${gesture}`);
    tile.append(draw("check-circle", "world-met"));
    setTimeout(() => {
      at++;
      if (at < scenes.length) showScene();
      else done();
    }, SHOWN);
  }

  /** What fingers and mouse do in the area, as gestures. */
  function listen(area, asked) {
    const kind = /click/.test(asked) || (device === "computer" && !/tap/.test(asked)) ? "click" : "tap";
    const fingers = new Map();
    let isUsed = false, apart = 0, turned = 0, holding, pressed = null;

    const nameAt = ({ target }) => target.closest("[data-name]")?.dataset.name ?? "";
    const distance = () => {
      const [one, other] = [...fingers.values()];
      return Math.hypot(one.x - other.x, one.y - other.y);
    };
    const use = (gesture, name) => {
      isUsed = true;
      clearTimeout(holding);
      made(gesture, name);
    };
    /** One press; of two that follow each other on the same thing the first says nothing. */
    function press(name) {
      clearTimeout(pressed?.waiting);
      if (pressed?.name === name && performance.now() - pressed.when < TWICE) {
        pressed = null;
        return made(`double-${kind}`, name);
      }
      if (!/^double/.test(asked)) return made(kind, name);
      pressed = { name, when: performance.now(), waiting: setTimeout(made, TWICE, kind, name) };
    }
    function drop({ tile, x, y }, name) {
      const { left, right, top, bottom } = tray.getBoundingClientRect();
      tile?.style.removeProperty("transform");
      made("drag", name && x > left && x < right && y > top && y < bottom ? name : "");
    }

    area.addEventListener("pointerdown", (event) => {
      if (fingers.size > 1) return;
      const { clientX: x, clientY: y, button, ctrlKey, pointerType } = event, name = nameAt(event);
      fingers.set(event.pointerId, {
        fromX: x,
        fromY: y,
        x,
        y,
        name,
        tile: name && tileOf(name),
        isRight: button === 2 || (ctrlKey && pointerType === "mouse"),
      });
      if (asked !== "scroll") area.setPointerCapture(event.pointerId);
      clearTimeout(holding);
      if (fingers.size === 2) apart = distance();
      else {
        isUsed = false;
        if (pointerType !== "mouse") holding = setTimeout(() => use("long-press", name), HOLD);
      }
    });
    area.addEventListener("pointermove", (event) => {
      const finger = fingers.get(event.pointerId);
      if (!finger) return;
      [finger.x, finger.y] = [event.clientX, event.clientY];
      const [x, y] = [finger.x - finger.fromX, finger.y - finger.fromY];
      if (Math.hypot(x, y) > MOVED) clearTimeout(holding);
      if (fingers.size === 2 && !isUsed) {
        const [one, other] = [...fingers.values()], ratio = distance() / apart;
        if (ratio > SPREAD || ratio < 1 / SPREAD) use(ratio > 1 ? "pinch-out" : "pinch-in", one.name || other.name);
      } else if (tray && finger.tile) finger.tile.style.setProperty("transform", `translate(${x}px, ${y}px)`);
    });
    area.addEventListener("pointerup", (event) => {
      const finger = fingers.get(event.pointerId);
      if (!finger) return;
      clearTimeout(holding);
      const isAlone = fingers.size === 1;
      fingers.delete(event.pointerId);
      if (isUsed || !isAlone) return void (isUsed = fingers.size > 0);
      const [x, y] = [finger.x - finger.fromX, finger.y - finger.fromY];
      if (finger.isRight) return made("right-click", finger.name);
      if (Math.hypot(x, y) <= MOVED) return press(finger.name);
      if (tray) return drop(finger, finger.name);
      if (Math.hypot(x, y) < FAR || asked === "scroll") return;
      if (event.pointerType === "mouse" && device === "computer") return made("drag", finger.name);
      const way = Math.abs(x) > Math.abs(y) ? (x > 0 ? "right" : "left") : y > 0 ? "down" : "up";
      made(`swipe-${way}`, finger.name);
    });
    area.addEventListener("pointercancel", ({ pointerId }) => {
      clearTimeout(holding);
      fingers.get(pointerId)?.tile?.style?.removeProperty("transform");
      fingers.delete(pointerId);
    });
    // Two fingers on the pad of a laptop.
    area.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        if (isBetween || performance.now() - turned < 600) return;
        turned = performance.now();
        made(event.deltaY < 0 ? "pinch-out" : "pinch-in", nameAt(event));
      },
      { passive: false },
    );
    area.addEventListener("click", (event) => event.detail || press(nameAt(event))); // with the keys
    for (const own of ["contextmenu", "dragstart", "selectstart"])
      area.addEventListener(own, (event) => event.preventDefault());
  }

  function next() {
    if (isBetween || at >= scenes.length) return null;
    const { gesture, target } = scenes[at], thing = tileOf(target);
    const how =
      { click: "press", tap: "press", "right-click": "press", scroll: device === "computer" ? "press" : "swipe-up" }[gesture] ??
      gesture;
    return {
      name: `${at} ${gesture} ${target}`,
      region: area,
      thing: gesture === "scroll" ? area : thing,
      how,
      to: tray || undefined,
      signs: signsOf(gesture),
      act() {
        if (gesture === "scroll") thing.scrollIntoView({ block: "nearest", behavior: isStill ? "auto" : "smooth" });
        else made(gesture, target);
      },
    };
  }

  showScene();
  return { next, part: () => ({ scenes: scenes.slice(at, at + 1) }) };
}
