"""A form to fill in from a card with the data of somebody who does not exist."""

from .base import Step, can, is_same_text, need

KINDS = frozenset({"text", "date", "photo", "tick", "choice"})


class FormWorld:
    """`fields`: [{"id", "kind", "value", "options"}]; done when it was sent with every field right."""

    def __init__(self, parameters) -> None:
        self._fields = {field.get("id"): field for field in parameters.get("fields") or []}
        need(bool(self._fields), "no fields")
        for number, field in enumerate(self._fields.values()):
            need(field.get("kind") in KINDS, f"unknown kind {field.get('kind')!r}", "fields", number)
            need(
                field["kind"] == "tick" or bool(field.get("value")),
                "a field without a value",
                "fields",
                number,
                "value",
            )
            if field["kind"] in ("choice", "photo"):
                options = field.get("options") or []
                offered = [option if isinstance(option, str) else option.get("id") for option in options]
                need(field["value"] in offered, "the right one is not offered", "fields", number, "value")
        self._right: set[str] = set()
        self._is_sent = False

    def take(self, step: Step) -> bool:
        can(not self.is_done, step)
        if step.does == "send":
            self._is_sent = set(self._fields) == self._right
            return True
        field = self._fields.get(step.on)
        can(field is not None, step)
        assert field is not None
        wanted = {"tick": "tick", "text": "fill", "date": "fill", "photo": "choose", "choice": "choose"}[field["kind"]]
        can(step.does == wanted, step)
        is_right = step.on not in self._right if wanted == "tick" else is_same_text(step.text, field["value"])
        self._right = self._right | {step.on} if is_right else self._right - {step.on}
        return is_right or wanted == "tick"

    @property
    def is_done(self) -> bool:
        return self._is_sent
