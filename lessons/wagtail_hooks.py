"""What authors meet in /cms/: facts in the text editor, and lessons that are withdrawn instead of deleted."""

from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.translation import gettext as _
from draftjs_exporter.dom import DOM
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail import features as draftail

from core.api import SOURCE_LANGUAGE, DomainError
from curriculum import api as curriculum

from .models import StudyPage
from .rights import hooks as _rights_hooks  # noqa: F401 (registers its own)


class FactElementHandler(InlineEntityElementHandler):
    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs):
        return {"id": attrs.get("id", "")}


def write_fact(props):
    return DOM.create_element("a", {"linktype": "fact", "id": props["id"]}, props["children"])


class FactFeature(draftail.EntityFeature):
    """Shows what a fact says, whether it was chosen in the editor or written as {fact:key}."""

    def construct_options(self, options):
        super().construct_options(options)
        options.setdefault("decorators", []).append({"type": "FACT_MARK"})


@hooks.register("register_rich_text_features")
def register_fact_feature(features):
    """A fact inside a text: stored as <a linktype="fact" id="key">, so that translators can move it but not change it."""
    features.register_editor_plugin(
        "draftail",
        "fact",
        FactFeature(
            {"type": "FACT", "label": "123", "description": _("Fact: an amount, a term, an address")},
            js=["lessons/js/fact-editor.js"],
            css={"all": ["lessons/css/fact-editor.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        "fact",
        {
            "from_database_format": {'a[linktype="fact"]': FactElementHandler("FACT")},
            "to_database_format": {"entity_decorators": {"FACT": write_fact}},
        },
    )


@hooks.register("insert_editor_js")
def tell_words_of_facts():
    """Authors see what a fact says, its key beside it; which facts there are to choose from is the roof's to say."""
    facts = curriculum.list_facts(keys=curriculum.list_fact_keys())
    words = {key: fact.display[SOURCE_LANGUAGE] for key, fact in facts.items() if fact.display.get(SOURCE_LANGUAGE)}
    return json_script(words, "fact-words")


@hooks.register("insert_editor_js")
def show_fields_of_the_kind():
    return format_html('<script src="{}"></script>', static("lessons/js/question-editor.js"))


def refuse_deleting(page) -> None:
    """Answers hang on what was once published: it is withdrawn, never deleted."""
    published = [
        found.specific
        for found in page.get_descendants(inclusive=True).filter(first_published_at__isnull=False)
        if isinstance(found.specific, StudyPage) and found.specific.is_source
    ]
    if published:
        raise DomainError(
            _("“%(title)s” was published: what newcomers did there hangs on it. Unpublish it instead.")
            % {"title": published[0].title},
            code="was_published",
        )


@hooks.register("before_delete_page")
def keep_published_page(request, page):
    try:
        refuse_deleting(page)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_bulk_action")
def keep_published_pages(request, action_type, objects, action_class_instance):
    if action_type != "delete":
        return None
    try:
        for page in objects:
            if hasattr(page, "get_descendants"):
                refuse_deleting(page)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_explore_root")
    return None
