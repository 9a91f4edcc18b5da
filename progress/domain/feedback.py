"""What she reads after an answer: made by the server, in the language of the lesson."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from assessments import api as assessments
from core.api import SOURCE_LANGUAGE
from curriculum import api as curriculum
from lessons import api as lessons


def render_feedback(
    *, version_uuid: UUID | str, response: Mapping[str, Any], language: str, names_options: bool = False
) -> SafeString:
    """Right or not, what was chosen, and why, as HTML. Only for an answer that was given.

    `names_options`: every answer there was to choose from stands in it, with right or not and why.
    Where the question has no text in `language`, its Dutch stands there, said and marked to be Dutch.
    Raises UnknownVersion, InvalidResponse.
    """
    said = json.dumps(response, sort_keys=True)
    return _render(str(version_uuid), said, language, names_options, curriculum.facts_stamp(), lessons.content_stamp())


def render_corrected_feedback(*, version, response: Mapping[str, Any], language: str) -> SafeString:
    """The same, with all answers, for a version whose key was corrected (assessments.get_corrected_version). Not remembered.
    Raises InvalidResponse."""
    return _draw(version, response, language, names_options=True)


@lru_cache(maxsize=8192)
def _render(version_uuid: str, said: str, language: str, names_options: bool, _facts: str, _content: str) -> SafeString:
    """The same for everybody who gave this answer, as long as facts and voices stay; a version never changes."""
    version = assessments.get_question_version(version_id=version_uuid)
    return _draw(version, json.loads(said), language, names_options=names_options)


def _draw(version, response: Mapping[str, Any], language: str, *, names_options: bool) -> SafeString:
    text_language = language if language in version.texts else SOURCE_LANGUAGE
    told = assessments.explain(version=version, language=text_language, response=response)
    with translation.override(language):
        html = render_to_string(
            "progress/feedback.html",
            {
                "kind": version.kind,
                "told": told,
                "names_options": names_options and told["options"],
                "page_language": language,
                "text_language": text_language,
                "is_other_language": text_language != language,
            },
        )
        return lessons.give_voice(html, language=language)


def render_problem(*, code: str, language: str, block_id: str, kind: str = "") -> SafeString:
    """Why an answer could not be scored, as HTML: something was not chosen yet, or the page is out of date. `kind` of the
    question, where the same code is said in other words."""
    with translation.override(language):
        context = {"code": code, "kind": kind, "page_language": language, "block_id": block_id}
        return lessons.give_voice(render_to_string("progress/problem.html", context), language=language)
