"""A wrong name, birth date, language, number or obligation is put right; what stood there is kept."""

from datetime import date

import pytest

from core.errors import Conflict
from people import api as people
from people.enums import LookPurpose, Role
from tests.factories import NOW, make_newcomer
from tests.signing_in import sign_in_as_newcomer

from .conftest import address, browser_of, read_marks, send, staff_in, text_of


@pytest.fixture
def newcomer(case_worker):
    return make_newcomer(case_worker=case_worker, birth_date=date(1994, 5, 17), phone="0470 00 00 00")


#: The form as it opens.
SHOWN = {
    "first_name": "Amal",
    "last_name": "Haddad",
    "birth_date": "1994-05-17",
    "obligation": "obliged",
    "phone": "0470 00 00 00",
    "email": "",
    "language_1": "ar",
    "language_2": "fr",
    "language_3": "",
    "language_4": "",
    "language_5": "",
    "reason": "",
}


def details_of(newcomer) -> dict:
    fresh = people.get_newcomer_for(user=newcomer.registered_by, uuid=newcomer.uuid)
    names = ("first_name", "last_name", "birth_date", "obligation", "phone", "email")
    return {name: getattr(fresh, name) for name in names} | {"languages": fresh.profile.languages}


def changes_of(newcomer) -> list[dict]:
    return [row.changes for row in people.list_detail_changes(newcomer=newcomer)]


def test_the_form_opens_with_what_is_saved(worker, newcomer):
    dossier = text_of(worker.get(address("dossier", newcomer)))
    form = worker.get(address("change_details", newcomer)).context["form"]

    assert address("change_details", newcomer) in dossier
    assert {field.html_name: str(field.value() or "") for field in form} == SHOWN


def test_what_was_wrong_is_put_right_and_what_stood_there_is_kept(worker, newcomer):
    typed = {"first_name": "Amaal", "birth_date": "1995-05-17", "obligation": "entitled", "reason": "Paspoort gezien"}

    response = send(worker, address("change_details", newcomer), SHOWN | typed, follow=True)

    text = text_of(response)
    assert response.redirect_chain == [(address("dossier", newcomer), 302)]
    assert details_of(newcomer) == {
        "first_name": "Amaal",
        "last_name": "Haddad",
        "birth_date": date(1995, 5, 17),
        "obligation": "entitled",
        "phone": "0470 00 00 00",
        "email": "",
        "languages": ["ar", "fr"],
    }
    assert changes_of(newcomer) == [
        {
            "first_name": ["Amal", "Amaal"],
            "birth_date": ["1994-05-17", "1995-05-17"],
            "obligation": ["obliged", "entitled"],
        }
    ]
    assert "Voornaam: Amal → Amaal; Geboortedatum: 17 mei 1994 → 17 mei 1995" in text
    assert "Paspoort gezien" in text


def test_she_can_read_that_it_was_changed_and_what_stood_there(worker, newcomer):
    send(worker, address("change_details", newcomer), SHOWN | {"phone": "0471 11 11 11"})
    hers = sign_in_as_newcomer(browser_of(newcomer.registered_by).__class__(), newcomer)

    assert [look.what for look in people.list_looks(newcomer=newcomer)] == ["details", "dossier"]
    assert "heeft gewijzigd wat wij over u weten" in text_of(hers.get("/nl/looks/"))
    own = text_of(hers.get("/nl/data/"))
    assert "Wat over u is rechtgezet" in own and "0470 00 00 00" in own and "0471 11 11 11" in own


def test_another_first_language_opens_her_home_in_it(worker, newcomer):
    assert people.choose_home_language(newcomer=newcomer) == "ar"

    send(worker, address("change_details", newcomer), SHOWN | {"language_1": "fr", "language_2": ""})

    newcomer.profile.refresh_from_db()
    assert newcomer.profile.languages == ["fr"]
    assert people.choose_home_language(newcomer=newcomer) == "fr"


def test_languages_beyond_the_lines_of_the_form_stay(worker, case_worker):
    newcomer = make_newcomer(case_worker=case_worker, languages=["ar", "fr", "en", "tr", "es", "ru"])
    url = address("change_details", newcomer)
    shown = {field.html_name: str(field.value() or "") for field in worker.get(url).context["form"]}

    send(worker, url, shown | {"language_2": "nl"})

    assert details_of(newcomer)["languages"] == ["ar", "nl", "en", "tr", "es", "ru"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"first_name": " "}, "first_name"),
        ({"birth_date": "2030-01-01"}, "birth_date"),
        ({"birth_date": "2026-11-10"}, "__all__"),  # after the registration
        ({"phone": "bel mij"}, "phone"),
        ({"email": "amal"}, "email"),
        ({"obligation": "perhaps"}, "obligation"),
        ({"language_1": ""}, "language_1"),
        ({"language_3": "ar"}, "language_3"),
        ({}, "__all__"),  # nothing is different
    ],
)
def test_what_cannot_stand_is_said_at_its_line_and_nothing_changes(worker, newcomer, typed, field):
    stood = details_of(newcomer)

    response = send(worker, address("change_details", newcomer), SHOWN | typed)

    assert response.status_code == 400
    assert set(response.context["form"].errors) == {field}
    assert (details_of(newcomer), changes_of(newcomer)) == (stood, [])
    assert [look.what for look in people.list_looks(newcomer=newcomer)] == ["dossier"]


def test_what_a_colleague_put_right_meanwhile_is_not_taken_back_unseen(worker, newcomer, colleague):
    url, other = address("change_details", newcomer), browser_of(colleague)
    opened_before = read_marks(worker, url)
    other.post(address("dossier_purpose", newcomer), {"purpose": "stand_in"})
    send(other, url, SHOWN | {"phone": "0471 11 11 11"})

    response = worker.post(url, opened_before | SHOWN | {"first_name": "Amaal"})

    form, text = response.context["form"], text_of(response)
    assert response.status_code == 400
    assert (details_of(newcomer)["first_name"], details_of(newcomer)["phone"]) == ("Amal", "0471 11 11 11")
    assert "intussen gewijzigd, door Jan Claes op 23 november 2026 om 10:00" in text
    assert set(form.errors) == {"__all__", "first_name", "phone"}
    assert form.errors["phone"] == ["Nu bewaard: 0471 11 11 11"]
    assert form["first_name"].value() == "Amaal"

    worker.post(url, SHOWN | {"first_name": "Amaal", "phone": "0471 11 11 11", "seen": response.context["seen"]})
    assert (details_of(newcomer)["first_name"], details_of(newcomer)["phone"]) == ("Amaal", "0471 11 11 11")


def test_two_who_change_at_the_same_moment_do_not_both_win(newcomer, case_worker):
    def change(**fields):
        return people.change_details(
            newcomer=newcomer,
            seen=0,
            registered_on=None,
            purpose=LookPurpose.GUIDANCE,
            by=case_worker,
            at=NOW,
            languages=["ar"],
            **fields,
        )

    change(phone="0471 11 11 11")
    with pytest.raises(Conflict, check=lambda error: error.code == "details_changed"):
        change(phone="0472 22 22 22")
    assert details_of(newcomer)["phone"] == "0471 11 11 11"


def test_an_administrator_of_the_office_does_it_with_a_purpose_and_others_do_not(newcomer, office, other_office):
    url = address("change_details", newcomer)
    administrator = staff_in(office, Role.ORG_ADMIN)
    assert administrator.get(url).headers["Location"] == address("dossier_purpose", newcomer)
    administrator.post(address("dossier_purpose", newcomer), {"purpose": "question"})
    assert send(administrator, url, SHOWN | {"email": "amal@example.org"}).status_code == 302

    for stranger in (staff_in(office, Role.DESK), staff_in(other_office, Role.CASE_WORKER)):
        assert stranger.post(url, SHOWN | {"seen": "0", "email": "x@example.org"}).status_code == 404
    assert details_of(newcomer)["email"] == "amal@example.org"
