from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from curriculum import api as curriculum
from curriculum.models import Fact

pytestmark = pytest.mark.django_db

FROM_PACK = {
    "kind": "amount",
    "region": "flanders",
    "display": {"nl": "3 maanden huur"},
    "statement": {"nl": "De huurwaarborg is ten hoogste 3 maanden huur."},
    "source": "https://woninghuur.vlaanderen/huurwaarborg-0",
    "source_name": "woninghuur.vlaanderen",
    "source_date": None,
    "confidence": "official",
    "checked_on": None,
    "review_by": date(2027, 1, 31),
}


def test_a_fact_speaks_the_readers_language(deposit):
    assert str(deposit.value_in("ar")) == "إيجار 3 أشهر"
    assert not deposit.value_in("ar").is_missing


def test_a_missing_language_shows_dutch_and_says_so(deposit):
    value = deposit.value_in("ti")
    assert (value.text, value.language, value.is_missing) == ("3 maanden huur", "nl", True)


def test_dari_may_use_the_persian_text(deposit):
    value = deposit.value_in("fa-AF")
    assert (value.language, value.is_missing, value.direction) == ("fa", False, "rtl")


def test_facts_are_read_once_and_anew_after_a_change(deposit, django_assert_num_queries):
    before = curriculum.fact_fingerprint([deposit.key])
    with django_assert_num_queries(0):
        assert curriculum.list_facts(keys=[deposit.key, "no-such-fact"]).keys() == {deposit.key}

    deposit.display = {"nl": "2 maanden huur"}
    deposit.save()

    assert str(curriculum.list_facts(keys=[deposit.key])[deposit.key].value_in("nl")) == "2 maanden huur"
    assert curriculum.fact_fingerprint([deposit.key]) != before


def test_another_process_notices_a_change(deposit, settings):
    settings.CURRICULUM_RECHECK_SECONDS = 0
    curriculum.list_facts(keys=[deposit.key])
    fact = Fact.objects.get(pk=deposit.pk)
    fact.display = {"nl": "1 maand huur"}
    Fact.objects.bulk_update([fact], ["display"])  # as another process would: no signal here
    Fact.objects.filter(pk=deposit.pk).update(changed_at="2027-01-01T00:00Z")

    assert str(curriculum.list_facts(keys=[deposit.key])[deposit.key].value_in("nl")) == "1 maand huur"


def test_a_fingerprint_depends_on_its_facts_alone(deposit):
    before = curriculum.fact_fingerprint(["something-else"])
    deposit.source_name = "elders"
    deposit.save()
    assert curriculum.fact_fingerprint(["something-else"]) == before


@pytest.mark.parametrize("display", [{}, {"en": "3 months"}, {"nl": "3", "xx": "3"}, {"nl": ""}, "3 maanden"])
def test_a_fact_needs_dutch_and_known_languages(deposit, display):
    deposit.display = display
    with pytest.raises(ValidationError):
        deposit.full_clean()


def test_who_checked_says_when(deposit):
    deposit.checked_by = "Els Peeters"
    with pytest.raises(IntegrityError), transaction.atomic():
        deposit.save()


def test_a_pack_brings_a_fact_once():
    assert curriculum.import_fact(key="waarborg", values=FROM_PACK) == "created"
    assert curriculum.import_fact(key="waarborg", values=FROM_PACK) == "unchanged"


def test_a_check_by_staff_survives_the_same_pack_and_a_new_review_date():
    curriculum.import_fact(key="waarborg", values=FROM_PACK)
    Fact.objects.filter(key="waarborg").update(checked_on=date(2026, 11, 20), checked_by="Els Peeters")

    assert curriculum.import_fact(key="waarborg", values=FROM_PACK) == "unchanged"
    assert curriculum.import_fact(key="waarborg", values=FROM_PACK | {"review_by": date(2028, 1, 31)}) == "changed"

    fact = Fact.objects.get(key="waarborg")
    assert (fact.checked_by, fact.checked_on, fact.review_by) == ("Els Peeters", date(2026, 11, 20), date(2028, 1, 31))


def test_a_new_claim_of_a_pack_is_not_yet_checked():
    curriculum.import_fact(key="waarborg", values=FROM_PACK)
    Fact.objects.filter(key="waarborg").update(checked_on=date(2026, 11, 20), checked_by="Els Peeters")

    curriculum.import_fact(key="waarborg", values=FROM_PACK | {"display": {"nl": "2 maanden huur"}})

    fact = Fact.objects.get(key="waarborg")
    assert (fact.is_checked, fact.checked_by, str(fact.value_in("nl"))) == (False, "", "2 maanden huur")
