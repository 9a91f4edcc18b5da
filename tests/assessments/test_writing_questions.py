"""Questions of a bank are written, translated and reviewed; nobody is asked what nobody else has read."""

from datetime import date

import pytest

from assessments import api as assessments
from assessments.enums import QuestionState, QuestionStep
from assessments.models import Bank, BankQuestion, QuestionEvent
from people.enums import OrganisationKind, Role
from people.models import Organisation
from tests.assessments.factories import make_bank, make_content, make_mock_exam
from tests.curriculum.factories import add_fact, add_objective
from tests.factories import NOW, OrganisationFactory, StaffFactory, make_newcomer

pytestmark = pytest.mark.django_db
ABOUT = {"objective": "huurcontract", "section": "practical", "use": "practice", "fact_keys": ["huurwaarborg-maximum"]}


@pytest.fixture
def bank(db):
    add_fact("huurwaarborg-maximum")
    add_objective("huurcontract", theme="wonen")
    make_bank(keys=("wonen-1", "wonen-2"))
    return Bank.objects.get(code="oefenbank")


@pytest.fixture
def staff(bank):
    ligo = Organisation.objects.get(code="ligo")
    roles = (Role.TEACHER, Role.TRANSLATOR, Role.ORG_ADMIN)
    return {role: StaffFactory(role=role, role__organisation=ligo) for role in roles}


@pytest.fixture
def teacher(staff):
    return staff[Role.TEACHER]


@pytest.fixture
def reviewer(staff):
    return staff[Role.ORG_ADMIN]


def dutch(**content):
    return make_content(languages=("nl",), **content)


def write(teacher, bank, *, about=ABOUT, **content):
    return assessments.create_question(user=teacher, bank=bank, content=dutch(**content), about=about, at=NOW)


def step(user, editing, name, remark=""):
    return assessments.take_step(
        user=user, key=editing.row.pk, step=QuestionStep(name), base=editing.revision, remark=remark, at=NOW
    )


def asked_stems(language="nl"):
    items = assessments.list_practice_items()
    versions = assessments.list_practice_versions(question_ids=[item.question_id for item in items], language=language)
    return {version.texts[language]["stem"] for version in versions}


def of(bank, key="wonen-1"):
    return bank.questions.get(key=key).pk


class TestTheWayOfAQuestion:
    def test_from_a_draft_to_what_readers_are_asked(self, bank, teacher, reviewer):
        editing = write(teacher, bank, stem="Hoeveel is de huurwaarborg?")
        assert editing.row.state == QuestionState.DRAFT
        assert editing.about["theme"] == "wonen", "the theme is that of the objective"
        editing = step(teacher, editing, "submitted")
        assert editing.row.state == QuestionState.REVIEW and editing.is_submitted
        assert "Hoeveel is de huurwaarborg?" not in asked_stems()

        editing = step(reviewer, editing, "accepted")

        assert editing.row.state == QuestionState.ACTIVE and editing.revision == 0, "nothing waits any more"
        assert "Hoeveel is de huurwaarborg?" in asked_stems()
        told = [(row.step, row.by) for row in QuestionEvent.objects.filter(question=editing.row).order_by("pk")]
        assert told == [("written", teacher), ("submitted", teacher), ("accepted", reviewer)]

    def test_who_wrote_it_does_not_accept_it(self, bank, reviewer):
        editing = step(reviewer, write(reviewer, bank), "submitted")
        with pytest.raises(assessments.StepRefused) as refused:
            step(reviewer, editing, "accepted")
        assert refused.value.code == "own_work"

    def test_readers_keep_the_earlier_text_until_the_change_is_accepted(self, bank, teacher, reviewer):
        editing = assessments.find_editing(user=teacher, key=of(bank))
        editing = assessments.save_source(
            user=teacher, key=of(bank), content=dutch(stem="Anders gevraagd?"), about=ABOUT, base=0, at=NOW
        )
        assert "Vraag wonen-1?" in asked_stems() and "Anders gevraagd?" not in asked_stems()
        editing = step(reviewer, step(teacher, editing, "submitted"), "accepted")
        assert "Anders gevraagd?" in asked_stems() and "Vraag wonen-1?" not in asked_stems()
        assert editing.row.question.versions.count() == 2, "the earlier version stays, for its answers"

    def test_sent_back_with_a_word_and_written_anew(self, bank, teacher, reviewer):
        editing = step(teacher, write(teacher, bank), "submitted")
        with pytest.raises(assessments.StepRefused) as refused:
            step(reviewer, editing, "sent_back")
        assert refused.value.code == "no_remark"
        editing = step(reviewer, editing, "sent_back", "De uitleg zegt niet waarom.")
        assert editing.row.state == QuestionState.DRAFT and not editing.is_submitted
        assert QuestionEvent.objects.latest("pk").remark == "De uitleg zegt niet waarom."

    def test_a_change_takes_it_out_of_the_review(self, bank, teacher, reviewer):
        editing = step(teacher, write(teacher, bank), "submitted")
        editing = assessments.save_source(
            user=teacher, key=editing.row.pk, content=dutch(stem="Nog eens?"), about=ABOUT, base=1, at=NOW
        )
        assert editing.row.state == QuestionState.DRAFT and "accepted" not in assessments.list_steps(editing)
        with pytest.raises(assessments.StepRefused) as refused:
            step(reviewer, editing, "accepted")
        assert refused.value.code == "not_now"

    def test_a_reviewer_accepts_what_she_saw(self, bank, teacher, reviewer):
        editing = step(teacher, write(teacher, bank), "submitted")
        assessments.save_source(
            user=teacher, key=editing.row.pk, content=dutch(stem="Nog eens?"), about=ABOUT, base=1, at=NOW
        )
        newer = step(teacher, assessments.find_editing(user=teacher, key=editing.row.pk), "submitted")
        with pytest.raises(assessments.StepRefused) as refused:
            step(reviewer, editing, "accepted")
        assert refused.value.code == "changed"
        step(reviewer, newer, "accepted")

    def test_changes_can_be_thrown_away(self, bank, teacher):
        editing = assessments.save_source(
            user=teacher, key=of(bank), content=dutch(stem="Anders?"), about=ABOUT, base=0, at=NOW
        )
        editing = step(teacher, editing, "discarded")
        assert editing.content["languages"]["nl"]["stem"] == "Vraag wonen-1?"

    def test_stopped_at_once_and_asked_again(self, bank, reviewer):
        editing = assessments.find_editing(user=reviewer, key=of(bank))
        editing = step(reviewer, editing, "embargoed", "De wet is veranderd.")
        assert "Vraag wonen-1?" not in asked_stems()
        step(reviewer, editing, "released")
        assert "Vraag wonen-1?" in asked_stems()

    def test_retired_stays_and_can_be_taken_up_again(self, bank, teacher, reviewer):
        editing = step(reviewer, assessments.find_editing(user=reviewer, key=of(bank)), "retired", "Verouderd.")
        with pytest.raises(assessments.StepRefused):
            assessments.save_source(user=teacher, key=of(bank), content=dutch(), about=ABOUT, base=0, at=NOW)
        assert editing.row.question.current is not None
        editing = step(reviewer, editing, "revived")
        assert editing.row.state == QuestionState.DRAFT

    def test_no_two_authors_overwrite_each_other(self, bank, teacher, reviewer):
        assessments.save_source(user=teacher, key=of(bank), content=dutch(stem="Eén?"), about=ABOUT, base=0, at=NOW)
        with pytest.raises(assessments.CopyChanged):
            assessments.save_source(
                user=reviewer, key=of(bank), content=dutch(stem="Twee?"), about=ABOUT, base=0, at=NOW
            )
        assert assessments.find_editing(user=teacher, key=of(bank)).content["languages"]["nl"]["stem"] == "Eén?"

    def test_a_draft_that_nobody_was_asked_is_dropped_by_its_author(self, bank, teacher):
        editing = step(teacher, write(teacher, bank), "retired", "Dubbel.")
        assert editing.row.state == QuestionState.RETIRED
        assert "retired" not in assessments.list_steps(assessments.find_editing(user=teacher, key=of(bank)))

    def test_what_a_reviewer_accepts_is_told_text_by_text(self, bank, teacher):
        editing = assessments.save_source(
            user=teacher, key=of(bank), content=dutch(stem="Anders?"), about=ABOUT, base=0, at=NOW
        )
        (change,) = editing.list_changes()
        assert (change.language, change.place, change.before, change.after) == (
            "nl", ("stem",), "Vraag wonen-1?", "Anders?",
        )  # fmt: skip


class TestTranslations:
    def test_a_new_dutch_makes_translations_wait(self, bank, staff, teacher, reviewer):
        editing = assessments.save_source(
            user=teacher, key=of(bank), content=dutch(stem="Anders?"), about=ABOUT, base=0, at=NOW
        )
        assert editing.stale == {"ar"} and editing.ready_languages == ["nl"]
        editing = step(reviewer, step(teacher, editing, "submitted"), "accepted")
        assert editing.row.languages == ["nl"], "nobody is asked a translation of an earlier Dutch"
        assert editing.revision > 0 and not editing.has_news, "only its translator has something to do"
        assert "submitted" not in assessments.list_steps(editing)

        arabic = make_content(languages=("nl", "ar"))["languages"]["ar"]
        editing = assessments.save_translation(
            user=staff[Role.TRANSLATOR], key=of(bank), language="ar", texts=arabic, base=editing.revision, at=NOW
        )
        assert editing.ready_languages == ["nl", "ar"]
        editing = step(reviewer, step(staff[Role.TRANSLATOR], editing, "submitted"), "accepted")
        assert editing.row.languages == ["ar", "nl"] and editing.revision == 0

    def test_a_slip_of_the_pen_leaves_them_true(self, bank, teacher):
        editing = assessments.save_source(
            user=teacher, key=of(bank), content=dutch(stem="Vraag wonen-1 ?"), about=ABOUT, base=0,
            keeps_translations=True, at=NOW,
        )  # fmt: skip
        assert editing.stale == set() and editing.ready_languages == ["nl", "ar"]

    def test_an_answer_more_is_no_slip_of_the_pen(self, bank, teacher):
        content = dutch()
        content["languages"]["nl"]["options"]["nieuw"] = {"text": "Alleen in Brugge", "feedback": ""}
        editing = assessments.save_source(
            user=teacher, key=of(bank), content=content, about=ABOUT, base=0, keeps_translations=True, at=NOW
        )
        assert editing.stale == {"ar"} and editing.count_missing("ar") == 1

    def test_a_translator_changes_no_dutch_and_decides_nothing(self, bank, staff):
        translator = staff[Role.TRANSLATOR]
        with pytest.raises(assessments.UnknownQuestion):
            assessments.save_source(user=translator, key=of(bank), content=dutch(), about=ABOUT, base=0, at=NOW)
        with pytest.raises(assessments.UnknownQuestion):
            assessments.create_question(user=translator, bank=bank, content=dutch(), about=ABOUT, at=NOW)
        assert assessments.list_steps(assessments.find_editing(user=translator, key=of(bank))) == []


class TestWhoseBankItIs:
    @pytest.mark.parametrize("role", [Role.TEACHER, Role.TRANSLATOR, Role.ORG_ADMIN, Role.CASE_WORKER, Role.AUDITOR])
    def test_staff_of_another_organisation_find_nothing(self, bank, role):
        intec = OrganisationFactory(code="intec", name="INTEC", kind=OrganisationKind.PARTNER)
        stranger = StaffFactory(role=role, role__organisation=intec)
        assert assessments.list_banks_for(user=stranger) == []
        for act in (
            lambda: assessments.find_editing(user=stranger, key=of(bank)),
            lambda: assessments.save_source(user=stranger, key=of(bank), content=dutch(), about=ABOUT, base=0, at=NOW),
            lambda: assessments.save_translation(user=stranger, key=of(bank), language="ar", texts={}, base=0, at=NOW),
            lambda: assessments.take_step(user=stranger, key=of(bank), step=QuestionStep.RETIRED, base=0, at=NOW),
        ):
            with pytest.raises(assessments.UnknownQuestion):
                act()
        assert bank.questions.get(key="wonen-1").state == QuestionState.ACTIVE

    def test_case_workers_of_the_own_organisation_are_no_authors(self, bank):
        worker = StaffFactory(role=Role.CASE_WORKER, role__organisation=bank.organisation)
        with pytest.raises(assessments.UnknownQuestion):
            assessments.find_editing(user=worker, key=of(bank))

    def test_the_administrator_of_the_platform_serves_all(self, bank, office):
        administrator = StaffFactory(role=Role.PLATFORM_ADMIN, role__organisation=office)
        assert assessments.list_banks_for(user=administrator) == [bank]


class TestWhatMustBeMended:
    def test_what_is_not_said_is_asked_for(self, bank, teacher):
        editing = write(teacher, bank, about={})
        with pytest.raises(assessments.StepRefused) as refused:
            step(teacher, editing, "submitted")
        assert refused.value.code == "mistakes" and "doelstelling" in str(refused.value)

    def test_two_answers_that_read_the_same(self, bank, teacher):
        content = dutch()
        content["languages"]["nl"]["options"]["fout-1"]["text"] = " neen. "
        editing = assessments.create_question(user=teacher, bank=bank, content=content, about=ABOUT, at=NOW)
        with pytest.raises(assessments.StepRefused) as refused:
            step(teacher, editing, "submitted")
        assert "hetzelfde" in str(refused.value) and "volledig" not in str(refused.value)

    def test_a_translation_with_other_numbers(self, bank, staff, teacher):
        editing = write(teacher, bank, stem="U zegt het contract op: hoeveel maanden? 3 of 6?")
        texts = make_content(languages=("nl", "ar"))["languages"]["ar"] | {"stem": "كم شهرا؟ 3 أو 9؟"}
        editing = assessments.save_translation(
            user=staff[Role.TRANSLATOR], key=editing.row.pk, language="ar", texts=texts, base=1, at=NOW
        )
        found = assessments.list_findings(content=editing.content, about=editing.about)
        assert [(finding.language, finding.is_mistake) for finding in found if "9" in finding.text] == [("ar", True)]

    def test_what_gives_the_answer_away_is_pointed_at(self, bank, teacher):
        content = dutch()
        options = content["languages"]["nl"]["options"]
        options["juist"]["text"] = "Neen, want dat is een vraag naar zijn privéleven en die mag niet"
        editing = assessments.create_question(user=teacher, bank=bank, content=content, about=ABOUT, at=NOW)
        found = assessments.list_findings(content=editing.content, about=editing.about)
        assert ["langer" in finding.text for finding in found] == [True] and not found[0].is_mistake
        step(teacher, editing, "submitted")


class TestOnTrial:
    DATA = {
        "sections": {
            "counts": {"draws": [{"count": 2}]},
            "tried": {"draws": [{"count": 1, "is_scored": False}]},
        },
        "outcomes": {"passed": {"correct": 1}},
    }

    def test_it_stands_where_nothing_is_counted_and_nowhere_else(self):
        add_fact("huurwaarborg-maximum")
        add_objective("huurcontract", theme="wonen")
        make_mock_exam(data=self.DATA, keys=("wonen-1", "wonen-2", "wonen-3"), values=0, practice=())
        bank = Bank.objects.get(code="oefenbank")
        teacher, reviewer = (
            StaffFactory(role=role, role__organisation=bank.organisation) for role in (Role.TEACHER, Role.ORG_ADMIN)
        )
        editing = step(teacher, write(teacher, bank, about=ABOUT | {"use": "mock"}), "submitted")
        editing = step(reviewer, editing, "piloted")
        assert editing.row.state == QuestionState.PILOT
        for seed in range(4):
            taker = assessments.Taker(make_newcomer(first_name=f"N{seed}"))
            sitting = assessments.start_attempt(
                taker=taker, code="mo-mock", language="nl", regime="flanders", on=date(2026, 11, 2), at=NOW
            )
            versions = {place.section: place.version for place in sitting.places}
            assert versions["tried"] == editing.row.question.current.uuid
        attempts, count = assessments.list_attempts_met(key=editing.row.pk, limit=3)
        assert (len(attempts), count) == (3, 4)
        step(reviewer, editing, "accepted")
        assert BankQuestion.objects.get(pk=editing.row.pk).state == QuestionState.ACTIVE


class TestFilesAndOtherDoors:
    def test_the_files_of_the_bank_leave_alone_what_was_written_here(self, bank, teacher, reviewer):
        editing = write(teacher, bank)
        changed = assessments.save_source(
            user=teacher, key=of(bank), content=dutch(stem="Anders?"), about=ABOUT, base=0, at=NOW
        )
        entry = assessments.BankEntry(
            key="wonen-1", content=make_content(), objective="huurcontract", theme="wonen",
            section="practical", use="practice",
        )  # fmt: skip
        about = {"organisation": bank.organisation, "title": "Oefenbank", "licence": "x", "authors": []}
        results = assessments.save_bank(code="oefenbank", about=about, entries=[entry], at=NOW)
        assert results == {"wonen-1": "kept", "wonen-2": "retired"}
        assert assessments.find_editing(user=teacher, key=changed.row.pk).revision == changed.revision
        assert assessments.find_editing(user=teacher, key=editing.row.pk).row.state == QuestionState.DRAFT

    def test_an_import_does_not_run_over_what_is_being_written(self, bank, teacher):
        assessments.save_source(user=teacher, key=of(bank), content=dutch(stem="A?"), about=ABOUT, base=0, at=NOW)
        entry = next(
            entry
            for entry in assessments.list_outside_questions(code="oefenbank", language="nl")
            if entry.key == "wonen-1"
        )
        (imported,) = assessments.import_entries(code="oefenbank", language="nl", entries=[entry], at=NOW)
        assert imported.result == "refused" and "aan het wijzigen" in imported.reason
