"""A guest reads a lesson, in Dutch and in Arabic, with Dutch beside it."""

import pytest

pytestmark = pytest.mark.django_db

DUTCH = "/nl/ligo/wonen/huurcontract/"
ARABIC = "/ar/ligo/wonen/huurcontract/"


def test_guest_reads_a_dutch_lesson(client, lesson):
    page = client.get(DUTCH)
    assert page.status_code == 200
    html = page.content.decode()
    assert "<h1>Het huurcontract</h1>" in html
    assert "no-store" in page["Cache-Control"]


def test_guest_reads_the_arabic_lesson(client, arabic):
    page = client.get(ARABIC)
    assert page.status_code == 200
    html = page.content.decode()
    assert "[ar] Het huurcontract" in html
    open("/tmp/ar.html","w").write(html)
