// A browser with a few pages: links, an address, back, tabs, search. One bar takes both, as browsers have it: what has a dot is an
// address, anything else is looked for.
// Words: `back address go search tab tab-new results missing`.
const isAddress = (text) => /^\S+\.\S+$/.test(text.trim());

export function start(screen, world) {
  const { pages, start: first, goal: goals } = world.params;
  const { words, step, done, make, makeField, plain, draw, picture, redraw, nudge, say, showGoals } = world;
  /** An address as it stands in a task: without what a browser adds. */
  const bare = (text) =>
    plain(text)
      .replace(/^https?:\/\/(www\.)?/, "")
      .replace(/\/$/, "");
  const names = Object.keys(pages), reached = new Set(), tabs = [{ trail: [first], found: null }];
  let tab = tabs[0], bar;

  const nameOf = (one) => one.trail[one.trail.length - 1];
  const isMet = (goal) => reached.has(`${goal.do} ${goal.on ?? ""}`);
  const find = (name) => screen.querySelector(`[data-act="${name}"]`);

  /** A step, what it reaches ("see school"), and what the screen shows after it. */
  function take(does, on, text, ...reaches) {
    for (const goal of reaches) reached.add(goal);
    step(does, on, text);
    show();
    if (goals.every(isMet)) done();
  }
  function see(name, by, text) {
    tab.trail.push(name);
    tab.found = null;
    take(by, by === "link" ? name : "", text, `see ${name}`, `${by} ${name}`);
  }
  function goBack() {
    if (tab.found) {
      // what was found is no page
      tab.found = null;
      return show();
    }
    if (tab.trail.length < 2) return nudge(find("back"));
    tab.trail.pop();
    take("back", "", undefined, `see ${nameOf(tab)}`, `back ${nameOf(tab)}`);
  }
  function openTab() {
    tab = { trail: [first], found: null };
    tabs.push(tab);
    take("tab-new", "", undefined, "tab-new ");
  }
  function chooseTab(one, index) {
    if (one === tab) return;
    tab = one;
    take("tab", String(index), undefined, `see ${nameOf(one)}`);
  }
  function go(event) {
    event.preventDefault();
    const text = bar.value.trim();
    if (!text) return nudge(bar);
    if (!isAddress(text)) {
      const looked = plain(text).split(" ");
      const isFound = (name) => looked.some((word) => plain(`${pages[name].title} ${pages[name].address}`).includes(word));
      tab.found = names.some(isFound) ? names.filter(isFound) : names;
      return take("search", "", text, "search ");
    }
    const name = names.find((one) => plain(pages[one].address) === bare(text));
    if (name) return see(name, "go", bare(text));
    step("go", "", bare(text));
    nudge(bar);
    say(words.missing);
    bar.select();
  }

  function drawTabs() {
    const buttons = tabs.map((one, index) =>
      make(
        "button",
        {
          type: "button",
          class: "tab-button",
          "data-act": `tab ${index}`,
          "aria-current": one === tab && "true",
          "aria-label": `${words.tab} ${index + 1}: ${pages[nameOf(one)].title}`,
          click: () => chooseTab(one, index),
        },
        draw(pages[nameOf(one)].icon),
        make("span", {}, pages[nameOf(one)].title),
      ),
    );
    const more = make(
      "button",
      { type: "button", class: "tab-more", "data-act": "tab-new", "aria-label": words["tab-new"], click: openTab },
      draw("plus"),
    );
    return make("div", { class: "tab-row" }, ...buttons, more);
  }
  function drawBar() {
    bar = makeField("input", {
      class: "address-input",
      dir: "ltr",
      type: "text",
      inputmode: "url",
      enterkeyhint: "go",
      "aria-label": `${words.address} / ${words.search}`,
      "data-act": "address",
      focus: () => bar.select(),
    });
    bar.value = tab.found || (tab.trail.length < 2 && tab !== tabs[0]) ? "" : pages[nameOf(tab)].address;
    const canGoBack = tab.found || tab.trail.length > 1;
    return make(
      "form",
      { class: "address-row", submit: go, novalidate: true },
      make(
        "button",
        {
          type: "button",
          class: "address-act",
          "data-act": "back",
          "aria-disabled": !canGoBack && "true",
          "aria-label": words.back,
          click: goBack,
        },
        draw("arrow-back", "icon-mirrored"),
      ),
      bar,
      make(
        "button",
        { class: "address-act", "data-act": "go", "aria-label": words.go },
        draw("arrow-forward", "icon-mirrored"),
      ),
    );
  }
  const drawLinks = (list) =>
    make(
      "ul",
      { class: "page-links" },
      ...list.map((name) =>
        make(
          "li",
          {},
          make(
            "button",
            {
              type: "button",
              class: "page-link",
              role: "link",
              "data-act": `link ${name}`,
              click: () => see(name, "link"),
            },
            picture(pages[name].icon),
            make("span", {}, pages[name].title),
          ),
        ),
      ),
    );
  function drawPage() {
    const { title, icon, links = [] } = pages[nameOf(tab)];
    const heading = (name, text) => make("h2", { class: "page-title", tabindex: -1, "data-first": true }, name, text);
    return tab.found
      ? make("div", { class: "page" }, heading(draw("search", "icon-large"), words.results), drawLinks(tab.found))
      : make("div", { class: "page" }, heading(picture(icon, "page-picture"), title), drawLinks(links));
  }
  function showAsked() {
    showGoals(
      goals.map((goal) => {
        const page = pages[goal.on],
          parts = {
            see: () => [draw("eye")],
            go: () => [draw("globe"), make("bdi", { class: "page-ask" }, page.address)],
            back: () => [draw("arrow-back", "icon-mirrored")],
            "tab-new": () => [draw("plus")],
            search: () => [draw("search")],
          }[goal.do]();
        const word = { go: words.address, see: "" }[goal.do] ?? words[goal.do];
        const label = [word, page?.title, goal.do === "go" && page.address].filter(Boolean).join(": ");
        return { parts: [...parts, page && picture(page.icon)].filter(Boolean), label, isMet: isMet(goal) };
      }),
    );
  }
  function show() {
    screen.classList.add("browser");
    redraw(screen, drawTabs(), drawBar(), drawPage());
    showAsked();
  }

  /** The link to press on the page `from` to come closer to `to`. */
  function findLink(from, to, seen = new Set([from])) {
    const links = pages[from].links ?? [];
    if (links.includes(to)) return to;
    return links.find((link) => !seen.has(link) && seen.add(link) && findLink(link, to, seen));
  }
  function next() {
    const goal = goals.find((one) => !isMet(one));
    if (!goal) return null;
    const here = nameOf(tab), { trail, found } = tab;
    const point = (name, more) => {
      const thing = find(name);
      return {
        name: `${goal.do} ${goal.on} ${here} ${name}`,
        thing,
        region: thing.closest(".tab-row, .address-row, .page"),
        ...more,
      };
    };
    const type = (text) => (plain(bar.value) === plain(text) ? point("go") : point("address", { text }));
    const reach = (name) => {
      if (found?.includes(name)) return point(`link ${name}`);
      if (found) return point("back");
      const link = findLink(here, name);
      if (link) return point(`link ${link}`);
      return trail.includes(name) ? point("back") : type(pages[name].address);
    };
    if (goal.do === "tab-new") return point("tab-new");
    if (goal.do === "go") return type(pages[goal.on].address);
    if (goal.do === "search")
      return type(pages[(goals.find((one) => one.on && !isMet(one)) ?? { on: names[names.length - 1] }).on].title);
    if (goal.do === "see") return reach(goal.on);
    if (found || trail.slice(0, -1).includes(goal.on)) return point("back");
    return reach(here === goal.on ? ((pages[here].links ?? [])[0] ?? names.find((name) => name !== here)) : goal.on);
  }

  show();
  return { next };
}
