"""Error pages say what happened, whose fault it is not, and what to press; they need neither database nor session."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from core.languages import list_languages
from mo_platform.views import errors

CODES = [language.code for language in list_languages()]
FROM_RIGHT_TO_LEFT = {"ar", "fa", "fa-AF", "ps", "ckb"}


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_missing_page_is_answered_in_the_language_of_its_address(client, code):
    prefix = f"/{code.lower()}/"
    response = client.get(f"{prefix}there-is-no-such-page/")
    html = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{code}" dir="{"rtl" if code in FROM_RIGHT_TO_LEFT else "ltr"}"' in html
    assert f'href="{prefix}"' in html
    assert f'href="{prefix}help/"' in html


@pytest.mark.django_db
def test_missing_page_without_a_language_is_answered_in_the_last_one_that_was_read():
    """Else in what the browser asks for; a language that is not ours is none."""
    phone = Client(headers={"accept-language": "fr"})
    assert phone.get("/er-is-niets/", follow=True).headers["Content-Language"] == "fr"
    cookie = phone.get("/ar/about/").cookies["mo_language"]
    assert (cookie.value, cookie["max-age"], cookie["httponly"]) == ("ar", "", True), "gone when the browser is closed"
    assert phone.get("/er-is-niets/", follow=True).headers["Content-Language"] == "ar"
    assert "mo_language" not in phone.get("/ar/help/").cookies, "nothing is sent again"
    phone.cookies["mo_language"] = "../../x"
    assert phone.get("/er-is-niets/", follow=True).headers["Content-Language"] == "fr"


@pytest.mark.parametrize("code", CODES)
def test_broken_page_comes_without_a_database(code):
    # no django_db mark: a query would fail this test
    with translation.override(code):
        response = errors.server_error(RequestFactory().get(f"/{code}/plan/"))
    html = response.content.decode()
    assert response.status_code == 500
    assert f'lang="{code}"' in html
    assert 'class="button"' in html


def test_even_a_broken_error_page_says_something(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("templates are gone")

    monkeypatch.setattr(errors, "render_to_string", fail)
    response = errors.server_error(RequestFactory().get("/nl/"))
    assert response.status_code == 500
    assert "Er ging iets mis" in response.content.decode()


@pytest.mark.parametrize(("view", "status"), [(errors.permission_denied, 403), (errors.bad_request, 400)])
def test_refusals_have_pages_without_a_database(view, status):
    response = view(RequestFactory().get("/nl/plan/"))
    assert response.status_code == status
    assert "<h1>" in response.content.decode()


@pytest.mark.django_db
def test_old_form_is_explained_without_technical_words():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/en/display/", {"theme": "dark", "saver": "on", "meter": "on"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "CSRF" not in html
    assert "<h1>" in html
    assert "mo_theme" not in response.cookies


@pytest.mark.django_db
def test_staff_find_their_way_back_to_the_staff_home(client):
    assert 'href="/guide/"' in client.get("/guide/there-is-no-such-page/").content.decode()
