"""What the questions of the banks say in each language: what a voice is needed for after the lessons."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments import api as assessments
from core import languages
from lessons import api as lessons
from media import api as media

from .navigation import portal_url
from .portals.practice_parts import list_themes


def list_spoken(language: str) -> Iterator[media.SpokenText]:
    """Stem, what can be chosen, and all that is said after an answer, of every question that is put to anybody. A text stands
    under the theme of its first question. Registered with media as a source."""
    code = languages.get_language(language).code
    with override(code):
        about, url = _("Practise for the test"), portal_url("practice")
    titles = {theme.key: str(theme.title_in(code)) for theme in list_themes()}
    for theme, version in assessments.list_asked(language=code):
        where = f"{about}: {titles[theme]}" if theme in titles else about
        for text in lessons.list_question_texts(version_id=version, language=code):
            yield media.SpokenText(code, text, where, url)
