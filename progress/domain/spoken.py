"""What an answer is always told, for whoever speaks it (templates progress/feedback.html and problem.html)."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from media import api as media

SAID: tuple[str | Promise, ...] = (
    _("That is right."),
    _("Not quite."),
    _("Show the right answer"),
    _("These do not stand in their place yet:"),
    _("These have another partner:"),
    _("The explanation exists in Dutch only."),
    _("True"),
    _("Not true"),
    _("Choose an answer first."),
    _("Give every line its own answer, then try again."),
    _("Two lines have the same number. Give each line its own number."),
    _("This question has changed. Load the page again and answer once more."),
)


def list_spoken(language: str) -> Iterator[media.SpokenText]:
    """Registered with media as a source."""
    with override(language):
        texts = [str(text) for text in SAID]
    for text in texts:
        yield media.SpokenText(language, text, where="")
