"""Wagtail's groups: authors, translators and reviewers of each organisation, and the platform's administrators.

Everything is given by permission on the organisation's own shelf (in each language) and on its own collection. Nobody is
a superuser, and nobody may change users or groups in /cms/: whoever could, could make herself anything.
"""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from core.api import SOURCE_LANGUAGE

from ..domain.tree import ensure_homes, ensure_shelf

PREFIX = "mo:"  # names of groups that are ours to fill and to empty
AUTHORS, TRANSLATORS, REVIEWERS = "authors", "translators", "reviewers"
PLATFORM_GROUP = f"{PREFIX}platform"

ENTER = ("wagtailadmin.access_admin",)
START_TRANSLATIONS = ("wagtail_localize.submit_translation",)
#: Page permissions per group: on the Dutch shelf, and on the shelf of each other language.
ON_PAGES = {
    AUTHORS: (("add", "change"), ("change",)),
    TRANSLATORS: ((), ("change",)),
    REVIEWERS: (("add", "change", "publish", "lock", "unlock"), ("add", "change", "publish", "lock", "unlock")),
}
ON_PLATFORM = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
IN_COLLECTION = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
#: Audio and video follow the permissions of images (media.rules).
CHOOSE_IN_COLLECTION = ("choose_image", "choose_document")
MANAGE_COLLECTIONS = ("add_collection", "change_collection", "delete_collection")
PLATFORM_APPS = ("mo_curriculum",)
PLATFORM_MODELS = (
    ("wagtailcore", ("workflow", "task", "groupapprovaltask", "collection")),
    ("mo_media", ("clip",)),
    ("wagtailredirects", ("redirect",)),
)


def name_group(organisation, part: str) -> str:
    return f"{PREFIX}{organisation.code}:{part}"


@transaction.atomic
def setup_organisation_rights(*, organisation) -> dict[str, Group]:
    """The shelf of an organisation in every language, its collection, its groups, and who reviews. Changes nothing twice.

    Call it when an organisation that writes lessons is added; loading a content pack does so by itself.
    """
    from .members import sync_members

    languages = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    ensure_homes(languages=languages, title=settings.SITE_NAME)
    shelves = ensure_shelf(organisation=organisation, languages=languages)
    collection = ensure_collection(organisation=organisation)
    groups: dict[str, Group] = {}
    for part, (on_dutch, on_others) in ON_PAGES.items():
        group, _created = Group.objects.get_or_create(name=name_group(organisation, part))
        wanted = ENTER if part == TRANSLATORS else (*ENTER, *START_TRANSLATIONS)
        group.permissions.set(_find_permissions(wanted))
        _give_on_pages(
            group, {shelf: on_dutch if code == SOURCE_LANGUAGE else on_others for code, shelf in shelves.items()}
        )
        _give_on_collection(group, collection, CHOOSE_IN_COLLECTION if part == TRANSLATORS else IN_COLLECTION)
        groups[part] = group
    _ensure_review(organisation, shelves[SOURCE_LANGUAGE], groups[REVIEWERS])
    sync_members(organisation=organisation)
    return groups


@transaction.atomic
def ensure_platform_group(*, refreshes: bool = False) -> Group:
    """The administrators of the platform: every page and file, the curriculum, workflows; no users, no groups.

    `refreshes` gives the permissions anew, after an upgrade brought more.
    """
    group, created = Group.objects.get_or_create(name=PLATFORM_GROUP)
    if not created and not refreshes:
        return group
    models = Permission.objects.filter(content_type__app_label__in=PLATFORM_APPS)
    for app_label, names in PLATFORM_MODELS:
        models |= Permission.objects.filter(content_type__app_label=app_label, content_type__model__in=names)
    group.permissions.set([*models, *_find_permissions((*ENTER, *START_TRANSLATIONS))])
    root = Page.get_first_root_node()
    if root is not None:
        _give_on_pages(group, {root: ON_PLATFORM})
    top = Collection.get_first_root_node()
    if top is not None:
        _give_on_collection(group, top, (*IN_COLLECTION, "delete_image", "delete_document", *MANAGE_COLLECTIONS))
    return group


def ensure_collection(*, organisation) -> Collection:
    """The collection of an organisation's pictures, audio and documents: the one its authors may fill."""
    own = GroupCollectionPermission.objects.filter(
        group__name=name_group(organisation, AUTHORS), permission__codename="add_image"
    ).first()
    if own is not None:
        return own.collection
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    found = root.get_children().filter(name=organisation.name).first()
    return found or root.add_child(name=organisation.name)


def _give_on_pages(group: Group, wanted: dict[Page, Iterable[str]]) -> None:
    """Exactly these page permissions for the group, no others."""
    rows = {(page.pk, codename) for page, names in wanted.items() for codename in (f"{name}_page" for name in names)}
    existing = GroupPagePermission.objects.filter(group=group).select_related("permission")
    for row in existing:
        identity = (row.page_id, row.permission.codename)
        if identity in rows:
            rows.discard(identity)
        else:
            row.delete()
    permissions = _find_by_codename("wagtailcore", {codename for _page, codename in rows})
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page_id, permission=permissions[codename])
        for page_id, codename in sorted(rows)
    )


def _give_on_collection(group: Group, collection: Collection, codenames: Iterable[str]) -> None:
    rows = GroupCollectionPermission.objects.filter(group=group)
    rows.exclude(collection=collection, permission__codename__in=codenames).delete()
    permissions = {
        **_find_by_codename("wagtailimages", codenames),
        **_find_by_codename("wagtaildocs", codenames),
        **_find_by_codename("wagtailcore", codenames),
    }
    GroupCollectionPermission.objects.bulk_create(
        (
            GroupCollectionPermission(group=group, collection=collection, permission=permissions[codename])
            for codename in codenames
        ),
        ignore_conflicts=True,  # those that are given already
    )


def _ensure_review(organisation, shelf: Page, reviewers: Group) -> None:
    """What an author submits is seen by a reviewer of her own organisation before it is published."""
    if WorkflowPage.objects.filter(page=shelf).exists():
        return
    task = GroupApprovalTask.objects.create(name=f"Nazicht {organisation.name}")
    task.groups.add(reviewers)
    workflow = Workflow.objects.create(name=f"Nazicht {organisation.name}")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=shelf)


def _find_permissions(names: Iterable[str]) -> list[Permission]:
    found = []
    for name in names:
        app_label, codename = name.split(".")
        found.append(Permission.objects.get(content_type__app_label=app_label, codename=codename))
    return found


def _find_by_codename(app_label: str, codenames: Iterable[str]) -> dict[str, Permission]:
    rows = Permission.objects.filter(content_type__app_label=app_label, codename__in=list(codenames))
    return {row.codename: row for row in rows}
