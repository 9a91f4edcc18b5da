"""An app with which she shows online who she is, of no brand. The code is the one of the task, never hers."""

from .base import Step, can, need

GOALS = {"confirm": True, "refuse": False}  # by whether she asked for it herself
SHORTEST_CODE = 4


class IdentityWorld:
    """`site`: the page where she signs in, {"icon", "title", "number"}; `requests`: [{"id", "number", "is_own", …}], an own one
    comes when she began on the site; `code`: digits that confirm; `goal`: [{"do": "confirm" | "refuse", "on": request}].

    Who asks and for what is looked at before it can be confirmed. A wrong decision changes nothing.
    """

    def __init__(self, parameters) -> None:
        self._requests = {one.get("id"): one for one in parameters.get("requests") or []}
        goals = parameters.get("goal") or []
        need(bool(self._requests) and bool(goals), "no requests or no goal")
        need(bool((parameters.get("site") or {}).get("number")), "a site without a number")
        self._code = parameters.get("code") or ""
        need(
            self._code.isdecimal() and self._code.isascii() and len(self._code) >= SHORTEST_CODE,
            "a code of no digits",
            "code",
        )
        for number, goal in enumerate(goals):
            need(goal.get("do") in GOALS, f"unknown goal {goal.get('do')!r}")
            need(goal.get("on") in self._requests, f"no request {goal.get('on')!r}")
            is_own = bool(self._requests[goal["on"]].get("is_own"))
            need(is_own == GOALS[goal["do"]], f"{goal['on']!r} is not to be answered so", "goal", number, "on")
        self._goals = {(goal["do"], goal["on"]) for goal in goals}
        self._reached: set[tuple[str, str]] = set()
        self._checked: set[str] = set()
        self._has_begun = self._is_open = False
        self._seen = self._asked = ""

    def take(self, step: Step) -> bool:
        can(not self.is_done, step)
        match step.does:
            case "begin":
                can(not self._has_begun, step)
                self._has_begun = True
            case "app":
                can(not self._is_open, step)
                self._is_open = True
            case "see":
                can(self._is_open and not self._seen and step.on in self._list_waiting(), step)
                self._seen = step.on
            case "back":
                can(bool(self._seen), step)
                self._seen = self._asked = ""
            case "type":
                can(bool(self._asked) and step.on == self._asked, step)
                return self._take_code(step)
            case "check" | "confirm" | "refuse":
                can(bool(self._seen) and step.on == self._seen and not self._asked, step)
                self._decide(step)
            case _:
                can(False, step)
        return True

    def _decide(self, step: Step) -> None:
        is_own = bool(self._requests[step.on].get("is_own"))
        if step.does == "check":
            self._checked.add(step.on)
        elif step.does == "confirm" and is_own and step.on in self._checked:
            self._asked = step.on
        elif step.does == "refuse" and not is_own:
            self._reach("refuse", step.on)

    def _take_code(self, step: Step) -> bool:
        is_right = step.text == self._code
        if is_right:
            self._reach("confirm", step.on)
        return is_right

    def _reach(self, does: str, on: str) -> None:
        self._reached.add((does, on))
        self._seen = self._asked = ""

    def _list_waiting(self) -> list[str]:
        answered = {on for _does, on in self._reached}
        came = [name for name, one in self._requests.items() if self._has_begun or not one.get("is_own")]
        return [name for name in came if name not in answered]

    @property
    def is_done(self) -> bool:
        return self._goals <= self._reached
