"""What lessons hear: everything that changes what readers may see."""

from django.core.signals import request_finished, request_started
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from media import api as media
from media.signals import voices_changed

from .domain.generation import bump_generation, end_request, set_voices, start_request
from .domain.publishing import complete_publication
from .models import (
    HomePage,
    LessonPage,
    ModulePage,
    OrganisationIndexPage,
    ReaderPage,
    StudyPage,
    TranslationSignOff,
)
from .rights.members import on_membership_changed

DRAFT_FIELDS = {"latest_revision", "draft_title", "has_unpublished_changes", "latest_revision_created_at"}
# What pages show of lower floors: owners and their wish for drafts, pictures, clips, themes, tracks.
OTHER_FLOORS = (
    "mo_people.Organisation",
    "mo_media.Picture",
    "mo_media.Clip",
    "mo_curriculum.Theme",
    "mo_curriculum.Track",
)


def on_published(sender, instance, revision, **_kwargs) -> None:
    if isinstance(instance, ReaderPage):
        complete_publication(page=instance, revision=revision, at=timezone.now())


def on_tree_changed(sender, instance, **_kwargs) -> None:
    if isinstance(instance.specific, ReaderPage):
        bump_generation()


def on_moved(sender, instance, **_kwargs) -> None:
    """A module under another organisation belongs to that organisation."""
    for page in [instance, *instance.get_descendants()]:
        page = page.specific
        if isinstance(page, StudyPage):
            type(page).objects.filter(pk=page.pk).update(organisation_code=page._find_organisation_code())
    bump_generation()


def on_saved(sender, instance, update_fields=None, **_kwargs) -> None:
    if not (update_fields and set(update_fields) <= DRAFT_FIELDS):
        bump_generation()


def on_changed(sender, **_kwargs) -> None:
    bump_generation()


def on_voices_changed(sender, **_kwargs) -> None:
    set_voices(media.list_voiced_languages())


def connect() -> None:
    """Called once when the app is ready."""
    page_published.connect(on_published)
    page_unpublished.connect(on_tree_changed)
    page_slug_changed.connect(on_tree_changed)
    post_page_move.connect(on_moved)
    for page_type in (HomePage, OrganisationIndexPage, ModulePage, LessonPage):
        post_save.connect(on_saved, sender=page_type)
        post_delete.connect(on_changed, sender=page_type)
    for model in (TranslationSignOff, *OTHER_FLOORS):
        post_save.connect(on_changed, sender=model)
    for signal in (post_save, post_delete):
        signal.connect(on_membership_changed, sender="mo_people.Membership")
    voices_changed.connect(on_voices_changed)
    request_started.connect(start_request)
    request_finished.connect(end_request)
