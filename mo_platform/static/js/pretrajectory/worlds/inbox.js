// An inbox: open a mail, look at what hangs on it, answer, send a photo along, move rubbish away. On a computer the list stays beside.
// Words: `inbox back spam reply attachment write attach send`.

/** What she types is compared with the text of the task and nothing else (../world.js). */
export const compares = true;

export function start(screen, world) {
  const { mails, goal: goals, reply = "" } = world.params;
  const { words, device, step, done, make, makeField, plain, draw, picture, redraw, nudge, say, showGoals } = world;
  const isWide = device === "computer";
  const mailOf = (id) => mails.find((mail) => mail.id === id);
  const reached = new Set(), gone = new Set(), seen = new Set();
  let open = "", isWriting = false, isAttached = false, isSent = false, draft = "", told = "";

  const isMet = (goal) => reached.has(`${goal.do} ${goal.on}`);
  const isWritten = () => !reply || plain(draft) === plain(reply);
  const find = (name) => screen.querySelector(`[data-act="${name}"]`);

  /** A step that is possible here, and what the screen shows after it. */
  function take(does, on, change, reaches = [does]) {
    change();
    for (const goal of reaches) reached.add(`${goal} ${on}`);
    step(does, on);
    show();
    if (goals.every(isMet)) done();
  }
  const openMail = (id) =>
    take("open", id, () => {
      [open, isWriting, isSent] = [id, false, false];
      seen.add(id);
    });
  const goBack = () =>
    take(
      "back",
      "",
      () => {
        open = isWriting ? open : "";
        isWriting = false;
      },
      [],
    );
  const startReply = () =>
    take(
      "reply",
      open,
      () => {
        [isWriting, isAttached, isSent, draft, told] = [true, false, false, "", ""];
      },
      [],
    );
  const attach = () => take("attach", open, () => (isAttached = true), []);
  function tellTyped() {
    if (!reply || draft === told) return;
    told = draft;
    step("type", open, draft);
  }
  function send() {
    tellTyped();
    if (!isWritten()) {
      step("send", open);
      nudge(screen.querySelector(".mail-wanted"));
      return find("write").focus();
    }
    take(
      "send",
      open,
      () => {
        isWriting = false;
        isSent = true;
      },
      ["reply", ...(isAttached ? ["attach"] : [])],
    );
    say(words.sent);
  }
  /** A mail that is no rubbish stays. */
  function moveAway() {
    if (!mailOf(open).is_bad) return nudge(screen.querySelector(".mail-head"));
    const id = open;
    take("spam", id, () => {
      gone.add(id);
      open = "";
    });
  }

  const act = (name, icon, word, click, extra = "") =>
    make(
      "button",
      { type: "button", class: `mail-act ${extra}`, "data-act": name, click },
      draw(icon, /^(arrow-back|reply|paper-plane)$/.test(icon) ? "icon-mirrored" : ""),
      make("span", {}, word),
    );

  function drawList() {
    const rows = mails
      .filter(({ id }) => !gone.has(id))
      .map(({ id, from, icon, subject }, place) =>
        make(
          "li",
          {},
          make(
            "button",
            {
              type: "button",
              class: `mail-row ${seen.has(id) ? "" : "is-new"}`,
              "data-act": `open ${id}`,
              "data-first": place === 0 && !open,
              "aria-current": isWide && id === open && "true",
              click: () => openMail(id),
            },
            picture(icon),
            make("span", { class: "mail-words" }, make("b", {}, from), make("span", {}, subject)),
          ),
        ),
      );
    return make(
      "div",
      { class: "mail-side" },
      make("h2", { class: "mail-title" }, draw("envelope"), words.inbox),
      make("ul", { class: "mail-list" }, ...rows),
    );
  }
  const drawHead = ({ icon, from, subject }) =>
    make(
      "div",
      { class: "mail-head" },
      picture(icon),
      make(
        "h2",
        { class: "mail-words", tabindex: -1, "data-first": !isWriting },
        make("b", {}, from),
        make("span", {}, subject),
      ),
    );
  function drawMail(mail) {
    const kind = mail.attachment === "photo" ? "image" : mail.attachment;
    const photo = kind ? picture(kind, "mail-photo") : null;
    if (photo) photo.hidden = true;
    const button =
      photo &&
      act(
        "attach-open",
        "paperclip",
        words.attachment,
        () => {
          photo.hidden = !photo.hidden;
          button.setAttribute("aria-expanded", String(!photo.hidden));
          if (photo.hidden) return;
          reached.add(`attach-open ${mail.id}`);
          step("attach-open", mail.id);
          showAsked();
          if (goals.every(isMet)) done();
        },
        "mail-attachment",
      );
    button?.setAttribute("aria-expanded", "false");
    return make(
      "div",
      { class: "mail-pane" },
      make(
        "div",
        { class: "mail-bar" },
        act("back", "arrow-back", words.back, goBack),
        act("spam", "trash", words.spam, moveAway),
        act("reply", "reply", words.reply, startReply),
      ),
      drawHead(mail),
      make("p", { class: "mail-body" }, mail.body),
      button,
      photo,
      isSent && make("p", { class: "mail-sent" }, draw("paper-plane", "icon-mirrored"), draw("check"), words.sent),
    );
  }
  function drawReply(mail) {
    const field = makeField("textarea", {
      class: "mail-field",
      rows: 3,
      dir: "auto",
      "aria-label": words.write,
      "data-act": "write",
      "data-first": true,
      input: () => (draft = field.value),
      change() {
        draft = field.value;
        tellTyped();
      },
    });
    field.value = draft;
    return make(
      "div",
      { class: "mail-pane" },
      make(
        "div",
        { class: "mail-bar" },
        act("back", "arrow-back", words.back, goBack),
        act("attach", "paperclip", words.attach, attach),
        act("send", "paper-plane", words.send, send, "is-main"),
      ),
      drawHead(mail),
      reply && make("p", { class: "mail-wanted" }, draw("pencil"), make("bdi", {}, reply)),
      field,
      isAttached && make("p", { class: "mail-sent" }, draw("paperclip"), picture("image"), draw("check")),
    );
  }
  function showAsked() {
    showGoals(
      goals.map((goal) => {
        const { icon, from } = mailOf(goal.on);
        const [parts, label] = {
          open: () => [[draw("envelope"), picture(icon)], from],
          reply: () => [
            [draw("reply", "icon-mirrored"), picture(icon), reply && make("bdi", { class: "mail-ask" }, reply)],
            `${words.reply}: ${from}`,
          ],
          "attach-open": () => [[draw("paperclip"), picture(icon), draw("eye")], `${words.attachment}: ${from}`],
          attach: () => [[draw("paperclip"), draw("image"), draw("paper-plane", "icon-mirrored")], words.attach],
          spam: () => [[draw("envelope"), draw("trash")], words.spam], // which one is hers to see
        }[goal.do]();
        return { parts, label, isMet: isMet(goal) };
      }),
    );
  }
  function show() {
    const mail = mailOf(open), pane = mail && (isWriting ? drawReply(mail) : drawMail(mail));
    screen.classList.add("mail");
    redraw(
      screen,
      (isWide || !pane) && drawList(),
      pane || (isWide && make("div", { class: "mail-pane mail-empty" }, draw("envelope"))),
    );
    showAsked();
  }

  function next() {
    const goal = goals.find((one) => !isMet(one));
    if (!goal) return null;
    const point = (name, more) => {
      const thing = find(name);
      return {
        name: `${goal.do} ${goal.on} ${name}`,
        thing,
        region: thing.closest(".mail-list, .mail-bar") ?? thing.parentNode,
        ...more,
      };
    };
    if (open !== goal.on) return point(open && !isWide ? "back" : `open ${goal.on}`);
    if (goal.do === "spam" || goal.do === "attach-open") return point(isWriting ? "back" : goal.do);
    if (!isWriting) return point("reply");
    if (!isAttached && goals.some((one) => one.do === "attach" && one.on === open)) return point("attach");
    return isWritten() ? point("send") : point("write", { text: reply });
  }

  show();
  return { next };
}
