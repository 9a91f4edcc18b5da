"""What the forms of every floor share."""

from django import forms


def choice_field(form: forms.Form, name: str) -> forms.ChoiceField:
    """The field of choices by that name, for a form that learns what can be chosen when it is made."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), f"{name} offers no choices"
    return field
