"""Her own marks in the person-free blocks of a lesson: the answer she gave stands chosen, the task she did is ticked.

The blocks are rendered once for everybody (lessons.domain.body) and only their inputs are touched here. Ids are opaque and
made by us; what comes from a person's record is compared with them and not written into the page, but for a text that she
typed, which is escaped.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString

from progress import api as progress

_INPUT = re.compile(r'<input type="(?:radio|checkbox)" name="(choice|choices|value|ticked)" value="([\w-]+)"')
_SELECT = re.compile(r'(<select [^>]*name="((?:position|pair)-[\w-]+)"[^>]*)(>.*?</select>)', re.DOTALL)
_TEXT = re.compile(r'(<input type="text" name="text" value=")(")')
_OPTION = re.compile(r'<option value="([\w-]+)"')


def mark_response(html: SafeString, response: Mapping[str, Any]) -> SafeString:
    """A question with her answer chosen. `response` is in the ids of the page; unknown ids change nothing."""
    chosen = _list_chosen(response)
    marked = _mark_inputs(html, chosen) if chosen else html
    if "text" in response:
        marked = _write_text(marked, str(response["text"]))
    picks = _list_picks(response)
    return _mark_selects(marked, picks) if picks else marked


def mark_given(html: SafeString, given: Mapping[str, str], *, faulty: Collection[str]) -> SafeString:
    """A question with what she chose so far, by the names of its fields, and the fields to choose again marked."""
    return _mark_selects(html, given, faulty)


def mark_refused(html: SafeString, form: QueryDict) -> SafeString:
    """A question whose answer could not be scored, with what its form says so far."""
    if given := progress.read_given(form):
        return mark_given(html, given, faulty=progress.list_faulty(given))
    return mark_response(html, progress.read_response(form))


def mark_ticks(html: SafeString, items: Collection[str]) -> SafeString:
    """A checklist with her tasks ticked."""
    return _mark_inputs(html, {("ticked", item) for item in items}) if items else html


def _list_chosen(response: Mapping[str, Any]) -> set[tuple[str, str]]:
    chosen = {("choices", str(item)) for item in response.get("choices") or ()}
    if "choice" in response:
        chosen.add(("choice", str(response["choice"])))
    if isinstance(response.get("value"), bool):
        chosen.add(("value", "true" if response["value"] else "false"))
    return chosen


def _list_picks(response: Mapping[str, Any]) -> dict[str, str]:
    picks = {f"position-{item}": str(number) for number, item in enumerate(response.get("order") or (), start=1)}
    return picks | {f"pair-{left}": str(right) for left, right in (response.get("pairs") or {}).items()}


def _write_text(html: str, text: str) -> SafeString:
    return SafeString(_TEXT.sub(lambda match: match[1] + escape(text) + match[2], html))


def _mark_inputs(html: str, chosen: set[tuple[str, str]]) -> SafeString:
    def mark(match: re.Match) -> str:
        return match[0] + " checked" if (match[1], match[2]) in chosen else match[0]

    return SafeString(_INPUT.sub(mark, html))


def _mark_selects(html: str, picks: Mapping[str, str], faulty: Collection[str] = ()) -> SafeString:
    def mark(match: re.Match) -> str:
        opening, name, options = match.groups()
        wanted = picks.get(name)

        def pick(option: re.Match) -> str:
            return option[0] + " selected" if option[1] == wanted else option[0]

        return opening + (' aria-invalid="true"' if name in faulty else "") + _OPTION.sub(pick, options)

    return SafeString(_SELECT.sub(mark, html))
