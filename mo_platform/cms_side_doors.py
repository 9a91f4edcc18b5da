"""Doors of /cms/ beside the pages: files of other organisations, lists over everything, and acts on pages one only sees.

Wagtail shows a refusal for some of these and checks nothing for others. Here they are closed for whoever has no business
there; the middleware then answers as for a thing that does not exist.
"""

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import TranslationSource

from . import cms_scope

PICTURE, ATTACHMENT, CLIP = "mo_media.Picture", "mo_media.Attachment", "mo_media.Clip"
#: Arguments of Wagtail's addresses that hold the id of a file.
FILE_ARGUMENTS = {"image_id": PICTURE, "document_id": ATTACHMENT, "doc_id": ATTACHMENT}
#: Addresses whose `pk` is a file.
FILE_BY_PK = {
    "wagtailimages_chooser:chosen": PICTURE,
    "wagtaildocs_chooser:chosen": ATTACHMENT,
    "wagtailadmin_api:images:detail": PICTURE,  # the translation editor shows the picture of a block
    "wagtailadmin_api:documents:detail": ATTACHMENT,
}
#: Addresses that list or show everything of a kind, whoever owns it: for administrators of the platform.
FOR_THE_WHOLE_PLATFORM = (
    "wagtailadmin_api:images:listing",
    "wagtailadmin_api:images:find",
    "wagtailadmin_api:documents:listing",
    "wagtailadmin_api:documents:find",
    "wagtail_localize:snippets_api_listing",
    "wagtail_localize:convert_to_alias",  # would put the Dutch text where a translation was
    "wagtailadmin_reports:site_history",
    "wagtailadmin_workflows:task_cho",
)
#: Translating acts on a page: seeing it (as the way down to one's own) is not enough.
TRANSLATING = ("wagtail_localize:submit_page_translation", "wagtail_localize:update_translations")


def is_closed(request: HttpRequest, arguments: dict) -> bool:
    """True when this address of /cms/ must answer this member of staff as if nothing were there."""
    name = cms_scope.name_view(request)
    if name.startswith(FOR_THE_WHOLE_PLATFORM) and not cms_scope.may_see_whole_tree(request.user):
        return True
    if name in TRANSLATING and not _may_translate(request.user, arguments):
        return True
    return any(not may_see_file(request.user, model, key) for model, key in _list_files_asked_for(request, arguments))


def may_see_file(user, model_name: str, key) -> bool:
    """True when the file lies in a collection that the user may choose from or change."""
    model = apps.get_model(model_name)
    policy = policy_registry.get_by_type(model)
    own = policy.instances_user_has_any_permission_for(user, ["choose", "change", "delete"])
    return str(key).isascii() and str(key).isdigit() and own.filter(pk=key).exists()


def _list_files_asked_for(request: HttpRequest, arguments: dict) -> list[tuple[str, object]]:
    name = cms_scope.name_view(request)
    asked: list[tuple[str, object]] = [
        (FILE_ARGUMENTS[argument], value) for argument, value in arguments.items() if argument in FILE_ARGUMENTS
    ]
    if name in FILE_BY_PK:
        asked.append((FILE_BY_PK[name], arguments["pk"]))
    if name == "wagtail_localize:snippets_api_detail" and (model := _find_file_model(arguments)):
        asked.append((model._meta.label, arguments["pk"]))
    if name == "wagtail_bulk_action" and (model := _find_file_model(arguments)):
        asked += [(model._meta.label, key) for key in request.GET.getlist("id") if key != "all"]
    return asked


def _find_file_model(arguments: dict) -> type[Model] | None:
    for label in (PICTURE, ATTACHMENT, CLIP):
        model = apps.get_model(label)
        if (arguments["app_label"], arguments["model_name"]) == (model._meta.app_label, model._meta.model_name):
            return model
    return None


def _may_translate(user, arguments: dict) -> bool:
    if "page_id" in arguments:
        pages = Page.objects.filter(pk=arguments["page_id"])
    else:
        source = TranslationSource.objects.filter(pk=arguments["translation_source_id"]).first()
        if source is None:
            return False
        pages = Page.objects.filter(translation_key=source.object_id, locale_id=source.locale_id)
    page = pages.first()
    return page is not None and page.permissions_for_user(user).can_edit()
