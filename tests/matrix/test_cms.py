"""In /cms/ too: a page of another organisation answers exactly like one that does not exist.

Authors here work for Ligo, with the groups of lessons.rights. The pages of INTEC are foreign to them.
"""

import pytest
from django.core.management import call_command

from people.enums import Role
from tests.lessons.factories import make_lesson, start_translation

from .rules import AUTHOR_ROLES, RAISES
from .test_matrix import without_what_differs
from .walk import list_addresses
from .world import EVERYONE, NO_SECOND_FACTOR, WRITING_ROLES, World

pytestmark = pytest.mark.once

MISSING = 987654
#: Names of arguments that hold the id of a page.
PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "page_pk")
OTHER_ARGUMENTS = {
    "content_type_app_name": "mo_lessons",
    "content_type_model_name": "lessonpage",
    "app_label": "mo_lessons",
    "model_name": "lessonpage",
    "action_name": "approve",
    "action": "delete",
    "revision_id_a": "live",
    "revision_id_b": "latest",
}


def page_argument(address) -> str:
    if address.name in ("wagtailadmin_pages:revisions_compare", "wagtailadmin_api:pages:detail"):
        return "pk"
    return next((name for name in address.arguments if name in PAGE_ARGUMENTS), "")


PAGE_ADDRESSES = [
    address
    for address in list_addresses()
    if address.route.startswith("cms/") and page_argument(address) and address.name not in RAISES
]


@pytest.fixture
def author(world: World) -> World:
    """Those who write, translate and review work for Ligo, with the groups that their roles bring (world.py)."""
    return world


@pytest.mark.parametrize("role", Role)
def test_the_roles_that_author_enter_and_the_others_do_not(author, role):
    """An administrator of the platform has her group wherever she works."""
    assert author.ask(role, "/cms/").status_code == (200 if role in AUTHOR_ROLES else 404)


def arguments_for(address, page_id: int) -> dict:
    filled = {name: OTHER_ARGUMENTS.get(name, MISSING) for name in address.arguments}
    return filled | {page_argument(address): page_id}


def test_the_author_is_let_in_and_edits_her_own_page(author):
    assert author.ask(Role.TEACHER, "/cms/").status_code == 200
    assert author.ask(Role.TEACHER, f"/cms/pages/{author.lesson.pk}/edit/").status_code == 200
    assert author.ask(Role.TEACHER, f"/cms/pages/{author.draft.pk}/view_draft/").status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", PAGE_ADDRESSES, ids=str)
def test_foreign_page_answers_like_a_missing_one(author, address, method):
    for role in WRITING_ROLES:
        answers = []
        for page_id in (author.foreign_lesson.pk, MISSING):
            arguments = arguments_for(address, page_id)
            response = author.ask(role, address.url(**arguments), method=method)
            answers.append(without_what_differs(response, arguments))
            assert author.foreign_lesson.title not in answers[-1][2]
        assert answers[0] == answers[1], role


SEARCHES = (
    "/cms/pages/search/?q=Geheim",
    "/cms/choose-page/search/?q=Geheim",
    "/cms/choose-page/search/?q=Geheim&page_type=wagtailcore.page",
    "/cms/choose-page/?page_type=mo_lessons.lessonpage",
    "/cms/api/main/pages/?search=Geheim",
    "/cms/api/main/pages/?fields=*&limit=100",
    "/cms/api/main/pages/?descendant_of=1&limit=100",
)
LISTS = [address for address in list_addresses() if address.route.startswith("cms/") and not address.arguments]


@pytest.fixture
def foreign_draft(author):
    """INTEC's lesson in the making, with its Arabic translation begun."""
    module = author.foreign_lesson.get_parent().specific
    draft = make_lesson(module, slug="ontwerp", title="Geheim plan-van-INTEC", is_published=False)
    start_translation(draft, "ar")
    feed_the_search()
    return draft


def feed_the_search() -> None:
    """What the running platform does at each save (mo_platform.settings.test)."""
    call_command("update_index", verbosity=0)


def test_no_list_report_search_or_chooser_names_a_foreign_draft(author, foreign_draft):
    urls = [address.url() for address in LISTS if address.name not in RAISES and "$" not in address.url()]
    telling = []
    for role in WRITING_ROLES:
        for url in (*urls, *SEARCHES, f"/cms/bulk/wagtailcore/page/delete/?id={foreign_draft.pk}"):
            answer = author.ask(role, url)
            if not answer.streaming and "plan-van-INTEC" in answer.content.decode(errors="replace"):
                telling.append((role, url))
    assert telling == []


def test_the_same_lists_do_name_her_own_draft(author):
    """Else the test above could not fail."""
    feed_the_search()
    for url in ("/cms/pages/search/?q=klaar", f"/cms/pages/{author.draft.get_parent().pk}/"):
        assert "Nog niet klaar" in author.ask(Role.TEACHER, url).text


def test_public_pages_are_for_everybody_and_drafts_for_nobody(author):
    public, draft = (page.get_url_parts()[2] for page in (author.lesson, author.draft))
    for who in EVERYONE:
        if who == NO_SECOND_FACTOR:
            continue
        assert author.ask(who, public).status_code == 200, who
        hidden, missing = author.ask(who, draft), author.ask(who, draft.replace("nog-niet", "bestaat-niet"))
        assert hidden.status_code == 404, who
        assert "Nog niet klaar" not in hidden.text
        assert without_what_differs(hidden, {"slug": "nog-niet"}) == without_what_differs(
            missing, {"slug": "bestaat-niet"}
        ), who
