"""An inbox: open, answer, look at what hangs on a mail, send something along, move rubbish away."""

from .base import Step, can, is_same_text, need

GOALS = frozenset({"open", "reply", "attach-open", "attach", "spam"})


class InboxWorld:
    """`mails`: [{"id", "attachment", "is_bad", …}]; `goal`: [{"do", "on"}]; `reply`: what an answer must say, if anything.

    Done when every goal was reached and no good mail was moved away.
    """

    def __init__(self, parameters) -> None:
        self._mails = {mail.get("id"): mail for mail in parameters.get("mails") or []}
        goals = parameters.get("goal") or []
        need(bool(self._mails) and bool(goals), "no mails or no goal")
        for number, goal in enumerate(goals):
            need(goal.get("do") in GOALS, f"unknown goal {goal.get('do')!r}", "goal", number)
            need(goal.get("on") in self._mails, f"no mail {goal.get('on')!r}", "goal", number, "on")
            mail = self._mails[goal["on"]]
            has_picture = goal["do"] != "attach-open" or bool(mail.get("attachment"))
            need(has_picture, "nothing hangs on this mail", "goal", number, "on")
            need(goal["do"] != "spam" or bool(mail.get("is_bad")), "a good mail does not go", "goal", number, "on")
        self._goals = {(goal["do"], goal["on"]) for goal in goals}
        self._reply = parameters.get("reply") or ""
        self._reached: set[tuple[str, str]] = set()
        self._gone: set[str] = set()
        self._open = self._writing = ""
        self._is_written = self._is_attached = False

    def take(self, step: Step) -> bool:
        can(not self.is_done, step)
        takes = {
            "open": self._take_open,
            "back": self._take_back,
            "reply": self._take_reply,
            "type": self._take_type,
            "attach": self._take_attach,
            "send": self._take_send,
            "attach-open": self._take_attachment,
            "spam": self._take_spam,
        }.get(step.does)
        can(takes is not None, step)
        assert takes is not None
        return takes(step)

    def _take_open(self, step: Step) -> bool:
        can(step.on in self._mails and step.on not in self._gone, step)
        self._open, self._writing = step.on, ""
        self._reached.add(("open", step.on))
        return True

    def _take_back(self, step: Step) -> bool:
        self._open = self._open if self._writing else ""
        self._writing = ""
        return True

    def _take_reply(self, step: Step) -> bool:
        can(bool(step.on) and step.on == self._open, step)
        self._writing, self._is_written, self._is_attached = step.on, not self._reply, False
        return True

    def _take_type(self, step: Step) -> bool:
        can(bool(step.on) and step.on == self._writing, step)
        self._is_written = is_same_text(step.text, self._reply)
        return self._is_written

    def _take_attach(self, step: Step) -> bool:
        can(bool(step.on) and step.on == self._writing, step)
        self._is_attached = True
        return True

    def _take_send(self, step: Step) -> bool:
        can(bool(step.on) and step.on == self._writing, step)
        if self._is_written:
            self._reached.add(("reply", step.on))
            self._reached |= {("attach", step.on)} if self._is_attached else set()
            self._writing = ""
        return True

    def _take_attachment(self, step: Step) -> bool:
        can(bool(step.on) and step.on == self._open and bool(self._mails[step.on].get("attachment")), step)
        self._reached.add(("attach-open", step.on))
        return True

    def _take_spam(self, step: Step) -> bool:
        can(step.on in self._mails and step.on not in self._gone, step)
        self._gone.add(step.on)
        self._reached.add(("spam", step.on))
        self._open = "" if self._open == step.on else self._open
        return True

    @property
    def is_done(self) -> bool:
        return self._goals <= self._reached and all(self._mails[gone].get("is_bad") for gone in self._gone)
