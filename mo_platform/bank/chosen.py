"""A field that holds several things: each is kept or taken away, and another one is looked for in a dialog (chooser.js)."""

from collections.abc import Sequence
from typing import Any

from django import forms


class Chosen(forms.SelectMultiple):
    """`look_for`: what stands on the button."""

    template_name = "cms/bank/chosen.html"
    use_fieldset = True
    look_for: Any = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = self.list_chosen(value or ())
        return context | {"chosen": chosen, "look_for": self.look_for, **self.tell_chooser()}

    def list_chosen(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        """(key, words) of what is chosen."""
        raise NotImplementedError

    def tell_chooser(self) -> dict[str, Any]:
        """The `address` that is asked for what there is, and the `title` of the dialog."""
        raise NotImplementedError
