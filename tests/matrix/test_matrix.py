"""Every address × every role × own, a colleague's, another organisation's and a missing object."""

import re

import pytest
from django.http import HttpResponseNotFound
from django.urls import reverse

from mo_platform import urls
from people.enums import Role
from people.middleware import OPEN_BEFORE

from .makers import find_maker
from .rules import AUTHOR_ROLES, CLOSED, RAISES, WITHOUT_MAKER, WITHOUT_RULE, find_rule
from .walk import Address, list_addresses
from .world import EVERYONE, GUEST, NEWCOMER, NO_SECOND_FACTOR, STAFF_ROLES, Whose, World

pytestmark = pytest.mark.once

ADDRESSES = list_addresses()
ASKED = [address for address in ADDRESSES if find_rule(address) and address.name not in RAISES]
WITH_OBJECT = [address for address in ASKED if address.arguments and not address.route.startswith("cms/")]
SET_UP = "/accounts/2fa/totp/activate/"
STAFF_DOOR = "/accounts/login/"
STAFF_DOORS = (STAFF_DOOR, "/cms/login/")  # the second leads to the first
#: In /cms/ those who are refused, and one who is let in, stand for all: its addresses are many and slow.
ASKED_IN_CMS = (GUEST, NEWCOMER, NO_SECOND_FACTOR, Role.CASE_WORKER, Role.AUDITOR, Role.DESK, Role.TEACHER)


def listed(addresses) -> str:
    return "\n".join(f"  {address.name or '(no name)':45} /{address.route}" for address in addresses)


def test_every_address_has_a_rule():
    missing = [address for address in ADDRESSES if find_rule(address) is None]
    assert not missing, WITHOUT_RULE.format(addresses=listed(missing))


def test_every_address_with_arguments_has_a_maker():
    missing = [address for address in ADDRESSES if address.arguments and find_maker(address) is None]
    assert not missing, WITHOUT_MAKER.format(addresses=listed(missing))


def test_the_walk_finds_the_house_and_the_parts_it_stands_on():
    names = {address.name for address in ADDRESSES}
    assert {"dossier", "plan", "progress_events", "account_login", "wagtailadmin_pages:edit", "wagtail_serve"} <= names
    assert {"wagtail_localize:edit_string_translation", "wagtailusers_users:edit"} <= names
    assert reverse("dossier", kwargs={"uuid": "00000000-0000-4000-8000-000000000000"}) == next(
        address.url(uuid="00000000-0000-4000-8000-000000000000") for address in ADDRESSES if address.name == "dossier"
    )


# What an answer means


def is_missing(response) -> bool:
    return response.status_code == 404


def goes_to(response) -> str:
    return response.headers.get("Location", "").split("?")[0]


def is_let_in(response) -> bool:
    """Neither hidden, nor refused, nor sent to sign in or to set up a factor."""
    return response.status_code not in (403, 404) and goes_to(response) not in (*STAFF_DOORS, SET_UP, "/nl/sign-in/")


def may_open(who: str, address: Address) -> bool:
    rule = find_rule(address)
    match rule.audience:
        case "everybody":
            return True
        case "newcomer":
            return who == NEWCOMER
        case "staff" | "author":
            return who in rule.roles
        case "entrance":
            return who not in (NEWCOMER, NO_SECOND_FACTOR)
    return False


def check_answer(who: str, address: Address, response) -> None:
    """The answer to an address whose object, if it has one, is one's own."""
    rule, name = find_rule(address), f"{who} at /{address.route}: {response.status_code} {goes_to(response)}"
    assert response.status_code < 500, name
    if who == NO_SECOND_FACTOR:
        is_open = address.name in OPEN_BEFORE
        assert is_open or goes_to(response) == SET_UP, name
    elif may_open(who, address):
        if rule.audience in ("entrance", "everybody"):
            assert response.status_code != 403, name
        elif rule.audience != "author":  # there Wagtail's own permissions speak next
            assert is_let_in(response), name
    elif who == GUEST and rule != CLOSED:
        doors = ("/nl/sign-in/",) if rule.audience == "newcomer" else STAFF_DOORS
        assert goes_to(response) in doors, name
    elif rule.audience == "entrance":
        assert is_missing(response) or goes_to(response) == "/ar/", name  # a newcomer is led to her home
    else:
        assert is_missing(response), name


def ask(world: World, who: str, address: Address, arguments: dict, *, method: str = "get"):
    """By GET; by POST where the address takes nothing else."""
    response = world.ask(who, address.url(**arguments), method=method)
    if method == "get" and response.status_code == 405:
        return world.ask(who, address.url(**arguments), method="post")
    return response


@pytest.fixture
def bare_refusals(monkeypatch):
    """A page that is not there is told by its status alone: thousands are, and drawing each takes longer than all the rest.

    What such a page looks like is seen in tests/screens; that they are all alike, below.
    """
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponseNotFound())


@pytest.mark.parametrize("address", ASKED, ids=str)
def test_each_role_is_answered_as_the_rule_says(world, bare_refusals, address):
    own = find_maker(address)(world, Whose.OWN) if address.arguments else {}
    arguments = find_maker(address)(world, Whose.MISSING) if own is None else own
    for who in ASKED_IN_CMS if address.route.startswith("cms/") else EVERYONE:
        response = ask(world, who, address, arguments)
        if own is None and may_open(who, address):
            assert response.status_code < 500  # nothing is there to be let in to
        else:
            check_answer(who, address, response)


# Objects


_CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')


def without_what_differs(response, arguments: dict) -> tuple[int, str, str]:
    """Status, destination and text, without tokens and without the values of the address itself."""
    text = _CHANGING.sub("", response.content.decode(errors="replace") if not response.streaming else "")
    place = response.headers.get("Location", "")
    for value in map(str, arguments.values()):
        text, place = (part.replace(f"/{value}/", "/…/") for part in (text, place))
    return response.status_code, place, text


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", WITH_OBJECT, ids=str)
def test_a_foreign_object_answers_exactly_like_a_missing_one(world, address, method):
    make = find_maker(address)
    foreign, missing = make(world, Whose.FOREIGN), make(world, Whose.MISSING)
    if foreign is None:
        pytest.skip("nobody's own")
    for who in (NEWCOMER, *STAFF_ROLES):
        answers = [
            without_what_differs(world.ask(who, address.url(**arguments), method=method), arguments)
            for arguments in (foreign, missing)
        ]
        assert answers[0] == answers[1], f"{who} at /{address.route}"
        if who in STAFF_ROLES:
            assert answers[0][0] in (404, 405), f"{who} at /{address.route}"


@pytest.mark.parametrize("address", WITH_OBJECT, ids=str)
def test_a_colleagues_newcomer_is_within_the_office(world, address):
    """Roles that may open an own object may open a colleague's too, if only to be asked for a purpose."""
    arguments = find_maker(address)(world, Whose.COLLEAGUE)
    if arguments is None:
        pytest.skip("nobody's own")
    for who in STAFF_ROLES:
        response = ask(world, who, address, arguments)
        assert is_let_in(response) == may_open(who, address), f"{who}: {response.status_code} {goes_to(response)}"


def test_authors_are_those_whom_the_navigation_sends_to_the_cms():
    from mo_platform.navigation import STAFF_LINKS

    link = next(link for link in STAFF_LINKS if link.url_name == "wagtailadmin_home")
    assert link.roles == AUTHOR_ROLES
