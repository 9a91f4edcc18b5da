"""Fields of pages."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

KEY = re.compile(r"[a-z0-9][a-z0-9-]*")


class BodyField(StreamField):
    """A StreamField whose block definitions stay out of migrations: blocks change often, the column never does."""

    def deconstruct(self):
        name, _path, _args, kwargs = super().deconstruct()
        kwargs["block_lookup"] = {}
        return name, "wagtail.fields.StreamField", [[]], kwargs


class KeyListFormField(forms.CharField):
    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs):
        for unused in ("encoder", "decoder"):
            kwargs.pop(unused, None)
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        keys = re.split(r"[\s,]+", value.strip()) if value else []
        if wrong := [key for key in keys if not KEY.fullmatch(key)]:
            raise ValidationError(_("Not a key: %(keys)s"), params={"keys": ", ".join(wrong)})
        return list(dict.fromkeys(keys))

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])


class KeyListField(models.JSONField):
    """A list of keys of the curriculum (objectives, facts), edited one per line."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": KeyListFormField, "required": False, **kwargs})
