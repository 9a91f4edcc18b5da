from django.core.files.storage import default_storage
from django.test import TestCase
from wagtail_localize.models import StringTranslation, Translation

from assessments import api as assessments
from lessons import api as lessons
from lessons.models import LessonPage, ModulePage
from lessons.packs.loading import load_pack
from media.models import Picture

from .support import NOW, SMALL, get_lesson, list_results, make_platform


class TestWhatAPackBecomes(TestCase):
    """One load, looked at from many sides."""

    @classmethod
    def setUpTestData(cls):
        make_platform()
        cls.report = load_pack(folder=SMALL, at=NOW)

    def test_a_pack_becomes_a_published_module_with_its_lessons_in_order(self):
        module = ModulePage.objects.in_language("nl").get()
        assert (module.title, module.slug, module.theme_key) == ("Klein wonen", "klein-wonen", "wonen")
        assert module.live and module.organisation_code == "ligo"
        assert [page.title for page in module.get_children().live()] == ["De eerste les", "De tweede les"]
        assert list_results(self.report) == {"created"}

    def test_every_block_arrives(self):
        body = {block.block_type: block.value for block in get_lesson("eerste").body}
        assert set(body) == {
            "heading", "text", "image", "steps", "dialogue", "tip", "warning", "word", "question", "checklist",
            "addresses", "link"
        }  # fmt: skip
        assert body["image"]["picture"].key == "huis"
        assert body["word"]["term"] == "de huurwaarborg"
        assert body["addresses"]["items"][0]["phone"] == "{fact:woonloket-telefoon}"
        assert body["text"]["text"].source == (
            '<p>De <code>verhuurder</code> vraagt een waarborg. Die is ten hoogste <a linktype="fact" id="waarborg-maximum">'
            'waarborg-maximum</a>.</p><ul><li><b>Privé huren</b>: bel <a linktype="fact" id="woonloket-telefoon">'
            'woonloket-telefoon</a> of lees <a linktype="fact" id="waarborg-maximum">waarborg-maximum</a>.</li>'
            '<li>Sociaal huren &amp; "kopen" kan ook.</li></ul>'
        )

    def test_a_lesson_is_the_same_lesson_on_every_machine(self):
        lesson = get_lesson("eerste")
        assert str(lesson.translation_key) == "3d2ece1d-46c7-59cb-9a44-8f02dec955b8"
        assert str(lesson.body[0].id) == "245f6e8b-4a2f-56e3-9332-906bf19cb4f4"

    def test_translations_hang_on_the_same_keys_and_blocks(self):
        dutch, arabic = get_lesson("eerste"), get_lesson("eerste", "ar")
        assert arabic.live and arabic.alias_of_id is None
        assert arabic.translation_key == dutch.translation_key
        assert [str(block.id) for block in arabic.body] == [str(block.id) for block in dutch.body]
        assert (arabic.title, arabic.slug) == ("الدرس الأول", "eerste-les")

    def test_facts_stand_where_the_translator_put_them(self):
        text = (
            next(block for block in get_lesson("eerste", "ar").body if block.block_type == "text").value["text"].source
        )
        line = text.split("<li>")[1]
        assert line.index('id="waarborg-maximum"') < line.index(
            'id="woonloket-telefoon"'
        )  # the other way round in Dutch

    def test_translators_go_on_in_the_cms_where_the_pack_stopped(self):
        translation = Translation.objects.get(
            target_locale__language_code="ar", source__object_id=get_lesson("eerste").translation_key
        )
        total, done = translation.get_progress()
        assert total == done > 25
        string = StringTranslation.objects.get(data="خذ شخصًا معك.")
        assert (string.translation_of.data, string.tool_name, string.has_error) == (
            "Neem iemand mee.",
            "klein 1",
            False,
        )
        assert string.context.get_field_path(get_lesson("eerste"))

    def test_questions_are_frozen_with_all_languages_that_are_there(self):
        lesson = get_lesson("eerste")
        question = next(block for block in lesson.body if block.block_type == "question")
        version = assessments.current_versions(lesson_key=lesson.translation_key)[str(question.id)]
        assert set(version.texts) == {"nl", "ar", "fr"}
        shown = assessments.presentation(version=version, language="fr")["options"]
        assert {option["text"] for option in shown} == {
            "Un an de loyer.",
            '<bdi class="fact">3 mois de loyer</bdi> au maximum.',
        }

    def test_all_five_kinds_of_questions_arrive(self):
        kinds = [
            block.value["kind"]
            for key in ("eerste", "tweede")
            for block in get_lesson(key).body
            if block.block_type == "question"
        ]
        assert kinds == ["single", "multiple", "true_false", "order", "match"]
        assert len(assessments.current_versions(lesson_key=get_lesson("tweede").translation_key)) == 4

    def test_a_language_without_a_file_is_said_and_not_faked(self):
        assert not LessonPage.objects.in_language("fr").filter(pack_key="klein/tweede").exists()
        assert self.report.notes == ["lessons/02-tweede has no “fr” yet."]
        assert lessons.languages_of(lesson_key=get_lesson("tweede").translation_key) == ["nl", "ar"]

    def test_translations_are_drafts_until_somebody_signs_off(self):
        with self.settings(SHOW_DRAFT_TRANSLATIONS=False):
            assert not get_lesson("eerste", "ar").is_public()
            assert get_lesson("eerste").is_public()

    def test_pictures_lie_in_the_collection_of_the_organisation(self):
        picture = Picture.objects.get(key="huis")
        assert picture.collection.name == "Ligo"
        assert default_storage.exists(picture.file.name)

    def test_a_reader_sees_the_lesson_in_arabic_with_the_value_of_the_fact(self):
        response = self.client.get(get_lesson("eerste", "ar").url)
        html = response.content.decode()
        assert response.status_code == 200
        assert 'lang="ar"' in html and 'dir="rtl"' in html
        assert "إيجار 3 أشهر" in html and "{fact:" not in html
