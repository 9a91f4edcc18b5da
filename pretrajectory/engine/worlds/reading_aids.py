"""A page with the helps of reading: its languages, a voice that reads aloud, larger letters."""

from .base import Step, can, need

GOALS = frozenset({"language", "listen", "larger", "back"})
LARGEST = 3  # steps above the usual letters


class ReadingAidsWorld:
    """`languages`: [{"id"}], `starts_in` one of them; `parts`: [{"id"}] that the page leads to; `goal`: [{"do", "on"}].

    "language": the page is in it; "listen": a part (or the page, without `on`) was read aloud in the language wanted; "larger":
    the letters are so many steps larger; "back": a part was opened, and the page is in view again.
    """

    def __init__(self, parameters) -> None:
        self._languages = {language.get("id") for language in parameters.get("languages") or []}
        self._parts = {part.get("id") for part in parameters.get("parts") or []}
        goals = parameters.get("goal") or []
        self._language = parameters.get("starts_in")
        need(self._language in self._languages, "no language to start in")
        need(bool(goals), "no goal")
        self._goals = [(goal.get("do"), goal.get("on", "")) for goal in goals]
        for does, on in self._goals:
            need(does in GOALS, f"unknown goal {does!r}")
            sizes = {str(size) for size in range(1, LARGEST + 1)}
            known = {"language": self._languages, "listen": self._parts | {""}, "larger": sizes}.get(does, self._parts)
            need(on in known, f"nothing to {does}: {on!r}")
        self._wanted = next((on for does, on in self._goals if does == "language"), self._language)
        self._open, self._size, self._is_choosing = "", 0, False
        self._seen: set[str] = set()
        self._heard: set[str] = set()

    def take(self, step: Step) -> bool:
        can(not self.is_done, step)
        match step.does:
            case "menu":
                self._is_choosing = not self._is_choosing
            case "language":
                can(self._is_choosing and step.on in self._languages, step)
                self._language, self._is_choosing = step.on, False
            case "open":
                can(not self._open and step.on in self._parts, step)
                self._open = step.on
                self._seen.add(step.on)
            case "back":
                can(bool(self._open), step)
                self._open = ""
            case "listen":
                can(step.on == self._open, step)
                self._heard |= {step.on} if self._language == self._wanted else set()
            case "larger" | "smaller":
                self._size += 1 if step.does == "larger" else -1
                can(0 <= self._size <= LARGEST, step)
            case _:
                can(False, step)
        return True

    @property
    def is_done(self) -> bool:
        now = {
            "language": lambda on: on == self._language,
            "listen": lambda on: on in self._heard,
            "larger": lambda on: self._size >= int(on),
            "back": lambda on: on in self._seen and not self._open,
        }
        return all(now[does](on) for does, on in self._goals)
