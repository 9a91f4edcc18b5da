"""Short messages and a calendar: read, answer, write, put an appointment on its day, move it, call it off."""

from .base import Step, can, is_same_text, need

GOALS = frozenset({"open", "answer", "write", "put", "cancel"})


class MessagesWorld:
    """`chats`: [{"id", "texts": [{"text", "on": appointment}], "replies": [{"id", …}], …}]; `days`: [{"id", …}] of the calendar;
    `appointments`: [{"id", "day", …}], without a day where it only stands in a message; `goal`: [{"do", "on", …}].

    A goal "answer" has a `reply`, "write" a `text`, "put" a `day`; "put" and "cancel" are about an appointment, the others
    about a chat. Done when each was reached and every other appointment is on its own day. What is not to be called off
    stays.
    """

    def __init__(self, parameters) -> None:
        self._chats = {chat.get("id"): chat for chat in parameters.get("chats") or []}
        self._calendar = {day.get("id") for day in parameters.get("days") or []}
        self._placed = {one.get("id"): one.get("day") or "" for one in parameters.get("appointments") or []}
        need(set(self._placed.values()) <= self._calendar | {""}, "an appointment on no day")
        need(
            all(name in self._placed for chat in self._chats.values() for name in _list_named(chat)),
            "no such appointment",
        )
        goals = parameters.get("goal") or []
        need(bool(self._chats) and bool(goals), "no chats or no goal")
        self._wanted = dict(self._placed)
        self._goals: set[tuple[str, str]] = set()
        self._texts: dict[str, str] = {}
        for number, goal in enumerate(goals):
            self._read_goal(goal, number)
        self._reached: set[tuple[str, str]] = set()
        self._open = self._hand = self._day = ""

    def _read_goal(self, goal, number: int) -> None:
        """Raises BadParameters."""
        does, on = goal.get("do"), goal.get("on")
        need(does in GOALS, f"unknown goal {does!r}")
        need(on in (self._placed if does in {"put", "cancel"} else self._chats), f"nothing is called {on!r}")
        if does == "put":
            need(goal.get("day") in self._calendar, f"no day {goal.get('day')!r}")
            self._wanted[on] = goal["day"]
        elif does == "cancel":
            need(bool(self._placed[on]), f"{on!r} is on no day", "goal", number, "on")
            self._wanted[on] = ""
        elif does == "answer":
            replies = _list_replies(self._chats[on])
            need(goal.get("reply") in replies, f"no reply {goal.get('reply')!r}", "goal", number, "reply")
            self._goals.add(("answer", goal["reply"]))
        else:
            need(does == "open" or bool(goal.get("text")), "nothing to write")
            self._texts |= {on: goal["text"]} if does == "write" else {}
            self._goals.add((does, on))

    def take(self, step: Step) -> bool:
        can(not self.is_done, step)
        match step.does:
            case "open":
                can(step.on in self._chats, step)
                self._open = step.on
                self._reached.add(("open", step.on))
            case "answer":
                can(bool(self._open) and step.on in _list_replies(self._chats[self._open]), step)
                self._reached.add(("answer", step.on))
            case "write":
                can(bool(self._open) and step.on == self._open, step)
                is_right = is_same_text(step.text, self._texts.get(step.on, ""))
                self._reached |= {("write", step.on)} if is_right else set()
                return is_right
            case "plan":
                can(bool(self._open) and step.on in _list_named(self._chats[self._open]), step)
                self._pick(step.on)
            case "pick":
                can(bool(self._placed.get(step.on)), step)
                self._pick(step.on)
            case "day":
                can(bool(self._hand) and step.on in self._calendar, step)
                self._day = step.on
            case "save":
                can(bool(self._hand) and bool(self._day), step)
                self._placed[self._hand] = self._day
                self._hand = ""
            case "remove":
                can(bool(self._hand), step)
                self._remove()
            case _:
                can(False, step)
        return True

    def _pick(self, name: str) -> None:
        self._hand, self._day = name, self._placed[name]

    def _remove(self) -> None:
        if not self._wanted[self._hand]:
            self._placed[self._hand] = self._hand = ""

    @property
    def is_done(self) -> bool:
        return self._goals <= self._reached and self._placed == self._wanted


def _list_named(chat) -> list[str]:
    """The appointments that stand in its messages."""
    return [text["on"] for text in chat.get("texts") or [] if text.get("on")]


def _list_replies(chat) -> list[str]:
    return [reply.get("id") for reply in chat.get("replies") or []]
