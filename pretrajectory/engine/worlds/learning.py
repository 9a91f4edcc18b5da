"""Learning online: go on in a lesson, look, answer; hand in an exercise, find what the teacher says and when the class is."""

from .base import Step, can, need

PARTS = frozenset({"play", "question"})
GOALS = frozenset({"finish", "hand-in", "feedback", "date"})


class LearningWorld:
    """`lessons`: [{"id", "parts": [{"id", "kind": "play" | "question", "options": [{"id", …}], "right"}], …}], without parts
    where nothing is to be done now; `files`: [{"id", …}]; `dates`: [{"id", …}] of the class; `goal`: [{"do", "on"}]: "finish"
    a lesson, "hand-in" a file, "feedback" (on nothing), "date": find that one. What is wrong changes nothing.
    """

    def __init__(self, parameters) -> None:
        self._lessons = {one.get("id"): one.get("parts") or [] for one in parameters.get("lessons") or []}
        self._files = {one.get("id") for one in parameters.get("files") or []}
        self._dates = {one.get("id") for one in parameters.get("dates") or []}
        for part in (part for parts in self._lessons.values() for part in parts):
            _check(part)
        goals = parameters.get("goal") or []
        need(bool(goals), "no goal")
        full = {name for name, parts in self._lessons.items() if parts}
        known = {"finish": full, "hand-in": self._files, "feedback": {""}, "date": self._dates}
        for number, goal in enumerate(goals):
            need(goal.get("do") in GOALS, f"unknown goal {goal.get('do')!r}", "goal", number)
            need(goal.get("on", "") in known[goal["do"]], f"nothing is called {goal.get('on')!r}", "goal", number, "on")
        self._goals = {(goal["do"], goal.get("on", "")) for goal in goals}
        self._reached: set[tuple[str, str]] = set()
        self._lesson = self._file = ""
        self._at, self._has_ended = 0, False

    def take(self, step: Step) -> bool:
        can(not self.is_done, step)
        match step.does:
            case "open":
                can(step.on in self._lessons, step)
                if self._lessons[step.on]:
                    self._lesson, self._at, self._has_ended = step.on, 0, False
            case "play" | "answer" | "next":
                can(bool(self._lesson), step)
                self._take_part(step, self._lessons[self._lesson][self._at])
            case "file":
                can(step.on in self._files, step)
                self._file = step.on
            case "hand-in":
                can(bool(self._file), step)
                self._reach("hand-in", self._file)
            case "feedback":
                self._reach("feedback", "")
            case "date":
                can(step.on in self._dates, step)
                self._reach("date", step.on)
            case _:
                can(False, step)
        return True

    def _take_part(self, step: Step, part) -> None:
        if step.does == "play":
            can(part["kind"] == "play" and step.on == part["id"], step)
            self._has_ended = True
        elif step.does == "answer":
            can(part["kind"] == "question" and step.on in {option["id"] for option in part["options"]}, step)
            self._has_ended = self._has_ended or step.on == part["right"]
        elif self._has_ended:
            self._at, self._has_ended = self._at + 1, False
            if self._at == len(self._lessons[self._lesson]):
                self._reach("finish", self._lesson)
                self._lesson = ""

    def _reach(self, does: str, on: str) -> None:
        self._reached |= {(does, on)} & self._goals

    @property
    def is_done(self) -> bool:
        return self._goals <= self._reached


def _check(part) -> None:
    """Raises BadParameters."""
    need(bool(part.get("id")) and part.get("kind") in PARTS, f"unknown kind {part.get('kind')!r}")
    if part["kind"] == "question":
        options = {option.get("id") for option in part.get("options") or []}
        need(part.get("right") in options and len(options) > 1, f"{part['id']!r} has no right one of several options")
