"""Translations of a pack go in through wagtail-localize, string by string, so that translators can go on in the CMS."""

import json
from typing import Any

from bs4 import BeautifulSoup
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue, validate_translation_links

from .alignment import split_text
from .contents import PageTexts
from .problems import Problems
from .slots import Slot

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL


def write_translation(*, source: TranslationSource, locale: Locale, slots: list[Slot], texts: PageTexts, tool: str):
    """Store every string, make the page of the language from them, publish it. Returns its revision."""
    strings = list(_list_strings(source, slots, texts))
    existing = {
        (row.translation_of_id, row.context_id): row
        for row in StringTranslation.objects.filter(
            locale=locale, context_id__in={segment.context_id for segment, _data in strings}
        )
    }
    fresh: dict[tuple[int, int], StringTranslation] = {}
    for segment, data in strings:
        StringValue.from_translated_html(data)  # what StringTranslation.save() checks, and says so instead of hiding it
        validate_translation_links(segment.string.data, data)
        identity = (segment.string_id, segment.context_id)
        row = existing.get(identity)
        if row is None:
            fresh[identity] = StringTranslation(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale=locale,
                data=data,
                translation_type=MANUAL,
                tool_name=tool,
            )
        elif row.data != data or row.has_error:
            row.data, row.tool_name, row.has_error, row.field_error = data, tool, False, ""
            row.last_translated_by = None
            row.save()
    StringTranslation.objects.bulk_create(fresh.values())
    Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": True})
    page, _created = source.create_or_update_translation(locale, publish=False, copy_parent_pages=True)
    revision = page.get_latest_revision()
    revision.publish()  # here and not on commit: all or nothing includes what readers see
    return revision


def has_newer_strings(*, source_key, locale: Locale, since) -> bool:
    """True when somebody translated a string of this page in the CMS after `since`."""
    return StringTranslation.objects.filter(context__object_id=source_key, locale=locale, updated_at__gt=since).exists()


def _list_strings(source: TranslationSource, slots: list[Slot], texts: PageTexts):
    """(segment, translated string) of the whole page."""
    by_path: dict[str, list[StringSegment]] = {}
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context").order_by("order"):
        by_path.setdefault(segment.context.path, []).append(segment)
    problems = Problems()
    for slot in slots:
        segments = by_path.pop(slot.path, [])
        translated = split_text(texts.by_path[slot.path], is_rich=slot.is_rich)
        if len(segments) != len(translated.lines):
            problems.add(str(source), slot.place, "the CMS splits this text differently from the pack.")
            continue
        for segment, line, links in zip(segments, translated.lines, translated.links, strict=True):
            yield segment, _use_dutch_links(line, links, json.loads(segment.attrs) or {})
    for path in by_path:
        problems.add(str(source), (path,), "the CMS wants a translation of a text that the pack does not know.")
    problems.raise_if_any()


def _use_dutch_links(line: str, links: dict[str, str], dutch: dict[str, dict[str, Any]]) -> str:
    """Facts are numbered per language in the order they stand; the CMS knows them by their number in the Dutch."""
    if not links:
        return line
    numbers: dict[str, str] = {}
    for number, attrs in dutch.items():
        numbers.setdefault(attrs.get("id", ""), number)
    soup = BeautifulSoup(line, "html.parser")
    for link in soup.find_all("a"):
        link["id"] = numbers[links[str(link["id"])]]
    return str(soup)
