"""Words of the glossary: found in a Dutch text, told in the reader's language, changed by a pack or in /cms/."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import ModelLogEntry

from curriculum import api as curriculum
from curriculum.models import GlossaryEntry
from people.enums import Role
from tests.factories import StaffFactory
from tests.signing_in import sign_in_staff

pytestmark = pytest.mark.django_db

FROM_PACK = {
    "term": "de huurwaarborg",
    "forms": "huurwaarborgen",
    "meaning": {"nl": "Geld dat u later terugkrijgt.", "ar": "مال تستعيده لاحقًا."},
    "terms": {"ar": "تأمين الإيجار"},
    "source_name": "Wonen",
}


@pytest.fixture
def deposit_word():
    curriculum.import_word(key="huurwaarborg", values=FROM_PACK)
    return GlossaryEntry.objects.get()


@pytest.fixture
def rent_word():
    return GlossaryEntry.objects.create(key="huur", term="de huur", meaning={"nl": "Wat u elke maand betaalt."})


def find_words(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], entry.key) for start, end, entry in curriculum.get_glossary().scan(text)]


def test_a_word_is_found_whole_in_each_of_its_forms(deposit_word, rent_word):
    text = "Huur is geen huurwaarborg. Twee huurwaarborgen; de huurder en de huur-prijs niet."
    assert find_words(text) == [
        ("Huur", "huur"),
        ("huurwaarborg", "huurwaarborg"),
        ("huurwaarborgen", "huurwaarborg"),
    ]


def test_the_longest_word_wins_and_spaces_do_not_matter(rent_word):
    GlossaryEntry.objects.create(key="sociale-huur", term="de sociale huur", meaning={"nl": "Huren van een dienst."})
    assert find_words("Over sociale  huur en huur.") == [("sociale  huur", "sociale-huur"), ("huur", "huur")]


def test_an_author_may_write_the_word_with_its_article(deposit_word):
    glossary = curriculum.get_glossary()
    assert glossary.find("De  Huurwaarborg") == glossary.find("huurwaarborgen") == deposit_word
    assert glossary.find("waarborg") is None


def test_the_words_are_read_once_and_their_stamp_changes_with_each_change(deposit_word, django_assert_num_queries):
    before = curriculum.glossary_stamp()
    with django_assert_num_queries(0):
        assert curriculum.get_glossary().by_key == {"huurwaarborg": deposit_word}
    deposit_word.terms = {"ar": "الضمان"}
    deposit_word.save()
    changed = curriculum.glossary_stamp()
    deposit_word.delete()
    assert len({before, changed, curriculum.glossary_stamp()}) == 3


def test_a_language_without_the_word_gets_dutch_and_is_told_so(deposit_word):
    assert (str(deposit_word.term_in("ar")), deposit_word.term_in("ar").is_missing) == ("تأمين الإيجار", False)
    missing = deposit_word.term_in("ti")
    assert (missing.text, missing.language, missing.is_missing) == ("de huurwaarborg", "nl", True)


@pytest.mark.parametrize(
    "wrong",
    [{"meaning": {"ar": "مال"}}, {"meaning": {}}, {"terms": {"nl": "waarborg"}}, {"terms": {"xx": "x"}}, {"term": ""}],
)
def test_a_word_needs_its_dutch_once(wrong):
    with pytest.raises(ValidationError):
        curriculum.import_word(key="huurwaarborg", values=FROM_PACK | wrong)
    assert not GlossaryEntry.objects.exists()


def test_two_words_cannot_stand_in_a_text_in_the_same_way(deposit_word):
    with pytest.raises(ValidationError, match="huurwaarborg"):
        curriculum.import_word(key="waarborg", values=FROM_PACK | {"term": "de waarborg", "forms": "Huurwaarborgen"})


def test_what_staff_changed_stays_until_the_pack_says_something_new(deposit_word):
    GlossaryEntry.objects.update(terms={"ar": "الضمان"}, checked={"ar": "Amal, 3 november"})
    assert curriculum.import_word(key="huurwaarborg", values=FROM_PACK) == "unchanged"
    assert GlossaryEntry.objects.get().terms == {"ar": "الضمان"}

    newer = FROM_PACK | {
        "meaning": FROM_PACK["meaning"] | {"nl": "Geld apart voor de huur."},
        "terms": {"ar": "الضمان"},
    }
    assert curriculum.import_word(key="huurwaarborg", values=newer) == "changed"
    entry = GlossaryEntry.objects.get()
    assert (entry.meaning["nl"], entry.is_checked_in("ar")) == ("Geld apart voor de huur.", True)

    assert curriculum.import_word(key="huurwaarborg", values=FROM_PACK) == "changed"
    assert not GlossaryEntry.objects.get().is_checked_in("ar")  # another Arabic word than the one that was checked


def test_an_administrator_changes_a_word_and_the_history_says_who(client, office, deposit_word):
    user = StaffFactory(role=Role.PLATFORM_ADMIN, role__organisation=office)
    sign_in_staff(client, user)
    address = reverse("wagtailsnippets_mo_curriculum_glossaryentry:edit", args=[deposit_word.pk])
    data = {"key": "huurwaarborg", "term": "de huurwaarborg", "forms": "", "source_name": "Wonen"}
    refused = client.post(address, data | {"meaning_nl": ""})
    assert refused.status_code == 200 and GlossaryEntry.objects.get().meaning == FROM_PACK["meaning"]

    assert client.post(address, data | {"meaning_nl": "Geld.", "terms_ar": "الضمان"}).status_code == 302
    assert str(curriculum.get_glossary().by_key["huurwaarborg"].term_in("ar")) == "الضمان"
    entry = ModelLogEntry.objects.for_instance(deposit_word).filter(user=user).get()
    assert (entry.action, entry.revision.object_str) == ("wagtail.edit", "huurwaarborg: de huurwaarborg")
