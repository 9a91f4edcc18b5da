"""Administrators of the platform change the curriculum in /cms/; every change stands in its history."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import ModelLogEntry

from curriculum import api as curriculum
from curriculum.models import DatedRule, Fact
from people.enums import Role
from tests.factories import StaffFactory
from tests.signing_in import sign_in_staff


@pytest.fixture
def administrator(client, office):
    client.user = StaffFactory(role=Role.PLATFORM_ADMIN, role__organisation=office)
    return sign_in_staff(client, client.user)


def post_fact(browser, fact, **changed):
    data = {
        "key": fact.key,
        "kind": fact.kind,
        "region": fact.region,
        "display_nl": "3 maanden huur",
        "display_ar": "إيجار 3 أشهر",
        "display_fa": "اجاره 3 ماه",
        "statement_nl": "De huurwaarborg is ten hoogste 3 maanden huur.",
        "source": fact.source,
        "source_name": fact.source_name,
        "source_date": "",
        "confidence": fact.confidence,
        "checked_on": "",
        "checked_by": "",
        "review_by": "",
    }
    return browser.post(reverse("wagtailsnippets_mo_curriculum_fact:edit", args=[fact.pk]), data | changed)


def test_a_fact_has_a_line_per_language_with_its_direction(administrator, deposit):
    html = administrator.get(reverse("wagtailsnippets_mo_curriculum_fact:edit", args=[deposit.pk])).text
    page = BeautifulSoup(html, "html.parser")
    arabic = page.find("input", {"name": "display_ar"})
    assert (arabic["value"], arabic["lang"], arabic["dir"]) == ("إيجار 3 أشهر", "ar", "rtl")
    assert page.find("input", {"name": "display_fa_af"}).get("value", "") == ""


def test_a_checked_fact_says_by_whom_and_readers_see_it_at_once(administrator, deposit):
    curriculum.list_facts(keys=[deposit.key])
    response = post_fact(
        administrator, deposit, display_nl="2 maanden huur", checked_on="2026-11-23", checked_by="Els Peeters"
    )
    assert response.status_code == 302
    fact = curriculum.list_facts(keys=[deposit.key])[deposit.key]
    assert (str(fact.value_in("nl")), fact.checked_on, fact.checked_by) == (
        "2 maanden huur",
        date(2026, 11, 23),
        "Els Peeters",
    )
    assert fact.display["fa"] == "اجاره 3 ماه"


def test_every_change_is_in_the_history_with_who_made_it(administrator, deposit):
    post_fact(administrator, deposit, display_nl="2 maanden huur")
    entry = ModelLogEntry.objects.for_instance(deposit).get()
    assert (entry.user, entry.action) == (administrator.user, "wagtail.edit")
    assert entry.revision.object_str == "huurwaarborg-maximum: 2 maanden huur"
    history = administrator.get(reverse("wagtailsnippets_mo_curriculum_fact:history", args=[deposit.pk]))
    assert administrator.user.last_name in history.text


def test_a_fact_without_dutch_is_refused(administrator, deposit):
    response = post_fact(administrator, deposit, display_nl="")
    assert response.status_code == 200
    assert Fact.objects.get(pk=deposit.pk).display["nl"] == "3 maanden huur"


def test_a_rule_that_overlaps_or_has_a_wrong_value_is_refused_with_words(administrator, a_rule):
    a_rule().save()
    data = {
        "kind": "deadline",
        "code": "components_decided",
        "regime": "flanders",
        "anchor": "registration",
        "value": '{"days": 20}',
        "valid_from": "2024-01-01",
        "valid_until": "",
        "source_name": "test",
        "source_url": "",
        "confidence": "assumption",
        "checked_on": "",
        "note": "",
    }
    add = reverse("wagtailsnippets_mo_curriculum_datedrule:add")
    for wrong in ({}, {"code": "other", "value": '{"dagen": 20}'}, {"code": "other", "valid_until": "2023-01-01"}):
        assert administrator.post(add, data | wrong).status_code == 200, wrong
    assert DatedRule.objects.count() == 1
    assert administrator.post(add, data | {"code": "other"}).status_code == 302
    assert DatedRule.objects.count() == 2
