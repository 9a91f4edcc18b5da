"""Wagtail's admin carries our name and our sign."""

import pytest

from people.models import User
from tests.signing_in import sign_in_staff


@pytest.mark.django_db
def test_cms_carries_our_name_and_sign(client, settings):
    boss = User.objects.create_superuser(username="boss", password="a long pass phrase")
    html = sign_in_staff(client, boss).get("/cms/").content.decode()
    title = html.split("<title>")[1].split("</title>")[0]
    assert title.strip().endswith(settings.SITE_NAME)
    assert "icons/logo.svg" in html
    assert "wagtailadmin/images/favicon.ico" not in html


@pytest.mark.django_db
def test_the_menu_of_the_cms_leads_back_to_the_start_page_of_staff(client):
    boss = User.objects.create_superuser(username="boss", password="a long pass phrase")

    html = sign_in_staff(client, boss).get("/cms/").content.decode()

    assert '"/guide/"' in html
