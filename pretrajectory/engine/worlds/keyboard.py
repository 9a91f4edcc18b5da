"""Lines to type as they stand there: letters, digits, an address with @."""

from .base import Step, can, is_same_text, need

KINDS = frozenset({"letters", "email", "digits"})


class KeyboardWorld:
    """`lines`: [{"id", "text", "kind"}], one after the other; a wrong line may be corrected as often as she likes."""

    def __init__(self, parameters) -> None:
        self._lines = parameters.get("lines") or []
        need(bool(self._lines), "no lines")
        for line in self._lines:
            need(bool(line.get("id") and line.get("text")), "a line without id or text")
            need(line.get("kind") in KINDS, f"unknown kind {line.get('kind')!r}")
        self._at = 0

    def take(self, step: Step) -> bool:
        can(not self.is_done and step.does == "type", step)
        line = self._lines[self._at]
        can(step.on == line["id"], step)
        is_right = is_same_text(step.text, line["text"])
        self._at += is_right
        return is_right

    @property
    def is_done(self) -> bool:
        return self._at == len(self._lines)
