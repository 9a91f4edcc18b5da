"""When a page may go live, and what happens when it does."""

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from core.api import SOURCE_LANGUAGE

from ..models import LessonPage, ModulePage, StudyPage
from ..signals import lesson_published
from .errors import PublishRefused
from .generation import bump_generation
from .questions import freeze_questions, list_gaps, list_questions, read_texts
from .weight import store_weight


def check_can_publish(*, page, revision) -> None:
    """Raise PublishRefused when this revision may not go live now. A publication planned for later is judged then."""
    new = revision.as_object()
    if new.go_live_at and new.go_live_at > timezone.now():
        return
    if page.is_source:
        _check_questions(new)
        return
    source = page.get_source()
    if source is None or not source.live:
        raise PublishRefused(
            _("The Dutch page is not public. A translation can only follow it."), code="dutch_not_live"
        )
    if missing := _count_untranslated(page):
        raise PublishRefused(
            _("Not yet translated: %(count)s texts. Readers keep the version they have.") % {"count": missing},
            code="untranslated",
        )
    if isinstance(new, LessonPage):
        _check_complete(new, source)


def _check_questions(page) -> None:
    if not isinstance(page, LessonPage):
        return
    for block in list_questions(page):
        if gaps := list_gaps(read_texts(block.value)):
            raise PublishRefused(
                _("The question “%(stem)s” is not complete: %(gaps)s.")
                % {"stem": block.value["stem"], "gaps": ", ".join(gaps)},
                code="bad_question",
            )


def _count_untranslated(page) -> int:
    """How many texts of the translation have no (valid) translation; 0 when the page is not kept by wagtail-localize."""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return 0
    total, translated = translation.get_progress()
    return total - translated


def _check_complete(page, source) -> None:
    """A translation that somebody edits directly must have every block of the Dutch."""
    own = {str(block.id) for block in page.body}
    missing = [block for block in source.body if str(block.id) not in own]
    if (
        missing
        and not Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        ).exists()
    ):
        raise PublishRefused(
            _("Blocks of the Dutch lesson are missing: %(count)s.") % {"count": len(missing)}, code="untranslated"
        )


def list_untranslated(*, page) -> list[str]:
    """The Dutch texts that have no translation yet, in order (for the translator's screen)."""
    translated = StringTranslation.objects.filter(locale_id=page.locale_id, has_error=False)
    segments = StringSegment.objects.filter(source__object_id=page.translation_key).order_by("order")
    done = set(translated.values_list("translation_of_id", "context_id"))
    return [
        segment.string.data
        for segment in segments.select_related("string")
        if (segment.string_id, segment.context_id) not in done
    ]


def complete_publication(*, page, revision, at) -> None:
    """After a page went live: freeze questions, weigh it, tell everybody. Runs in the transaction of the publication."""
    if isinstance(page, StudyPage) and not page.source_hashes:
        _remember_source(page)
    if isinstance(page, LessonPage):
        _freeze(page, at)
    bump_generation()
    if isinstance(page, (LessonPage, ModulePage)):
        store_weight(page=page)
    if isinstance(page, LessonPage):
        source = page.get_source()
        lesson_published.send(
            sender=LessonPage,
            lesson_key=page.translation_key,
            revision_id=source.live_revision_id if source else revision.pk,
            language=page.language,
            at=at,
        )


def _freeze(page, at) -> None:
    pages = list(
        LessonPage.objects.filter(
            translation_key=page.translation_key, live=True, alias_of__isnull=True
        ).select_related("locale")
    )
    source = next((found for found in pages if found.language == SOURCE_LANGUAGE), None)
    if source is not None:
        freeze_questions(source=source, translations=[found for found in pages if found is not source], at=at)


def _remember_source(page) -> None:
    """A translation written outside wagtail-localize is taken as made from the Dutch that is live now."""
    source = page.get_source()
    if source is not None:
        page.source_hashes = source.source_hashes
        type(page).objects.filter(pk=page.pk).update(source_hashes=source.source_hashes)
