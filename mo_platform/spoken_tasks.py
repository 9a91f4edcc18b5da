"""What the tasks of the voortraject say in each language: what a voice is needed for after the questions."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from core import languages
from media import api as media
from pretrajectory import api as pretrajectory

from .navigation import portal_url


def list_spoken(language: str) -> Iterator[media.SpokenText]:
    """The instruction of each task that can be given. Registered with media as a source."""
    code = languages.get_language(language).code
    with override(code):
        about, url = _("What can I do with my phone?"), portal_url("skills")
    for skill, instruction in pretrajectory.list_instructions(language=code):
        with override(code):
            yield media.SpokenText(code, instruction, f"{about}: {skill.label}", url)
