"""Tasks that authors write: drafts, publishing by somebody else, withdrawing, files."""

from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from django.core.management import call_command
from django.core.management.base import CommandError

from people.enums import OrganisationKind, Role
from pretrajectory import api as pretrajectory
from pretrajectory.domain.tasks import put_task
from pretrajectory.models import Task, TaskReport, TaskVersion
from tests.factories import NOW, OrganisationFactory, StaffFactory

from .factories import TASKS, begin, load_tasks

Dutch = pretrajectory.Dutch


def make_source(**other) -> pretrajectory.TaskSource:
    mail = {"id": "bus", "from": Dutch("De bus"), "icon": "bus", "subject": Dutch("Uren"), "body": Dutch("Om 8 uur.")}
    about = {
        "world": "inbox",
        "skill": "email",
        "level": 1,
        "devices": ["phone"],
        "refs": {"digcomp": "2.1"},
        "can_do": "Ik open een e-mail.",
        "instruction": "Open de e-mail.",
        "parameters": {"mails": [mail], "goal": [{"do": "open", "on": "bus"}]},
    }
    return pretrajectory.TaskSource(**about | other)


@pytest.fixture
def ligo(db):
    return OrganisationFactory(code="ligo", name="Ligo", kind=OrganisationKind.PARTNER)


def staff(role, organisation):
    return StaffFactory(role=role, role__organisation=organisation)


@pytest.fixture
def teacher(ligo):
    return staff(Role.TEACHER, ligo)


@pytest.fixture
def admin(ligo):
    return staff(Role.ORG_ADMIN, ligo)


@pytest.fixture
def draft(ligo, teacher):
    return pretrajectory.create_task(user=teacher, organisation=ligo, source=make_source(), at=NOW)


def take(user, editing, step):
    return pretrajectory.take_task_step(
        user=user, key=editing.row.pk, step=pretrajectory.TaskStep(step), base=editing.revision, at=NOW
    )


def save(user, editing, *, base=None, **other):
    return pretrajectory.save_task(
        user=user,
        key=editing.row.pk,
        source=make_source(**other),
        base=editing.revision if base is None else base,
        at=NOW,
    )


def translate(user, editing, language, **texts):
    told = {name: f"{language} {text['nl']}" for name, text in editing.list_texts().items()} | texts
    return pretrajectory.save_task_translation(
        user=user, key=editing.row.pk, language=language, texts=told, base=editing.revision, at=NOW
    )


def list_given() -> list[str]:
    return list(Task.objects.filter(current__isnull=False).values_list("code", flat=True))


def test_a_draft_is_given_to_nobody_until_somebody_else_publishes_it(draft, teacher, admin):
    assert (draft.state, list_given()) == ("draft", [])
    assert pretrajectory.list_task_steps(draft) == [], "she writes, others decide"
    published = take(admin, pretrajectory.find_task_editing(user=admin, key=draft.row.pk), "published")
    assert published.state == "given" and list_given() == [draft.row.code]
    assert [text for _skill, text in pretrajectory.list_instructions(language="nl")] == ["Open de e-mail."]
    with pytest.raises(pretrajectory.TaskStepRefused):
        take(teacher, published, "withdrawn")


def test_who_wrote_it_does_not_publish_it(draft, admin):
    changed = save(admin, draft, instruction="Open nu.")
    with pytest.raises(pretrajectory.TaskStepRefused) as refused:
        take(admin, changed, "published")
    assert refused.value.code == "own_work" and list_given() == []


def test_what_is_not_whole_is_kept_and_not_published(draft, teacher, admin):
    unfinished = save(teacher, draft, skill="", level=None, parameters={"mails": [], "goal": []})
    with pytest.raises(pretrajectory.TaskStepRefused) as refused:
        take(admin, unfinished, "published")
    assert refused.value.code == "not_whole" and not TaskVersion.objects.exists()


def test_two_windows_do_not_overwrite_each_other(draft, teacher, admin):
    save(admin, draft, instruction="Eerst.")
    with pytest.raises(pretrajectory.TaskChanged):
        save(teacher, draft, instruction="Later.")
    with pytest.raises(pretrajectory.TaskChanged):
        translate(teacher, draft, "en")
    assert pretrajectory.find_task_editing(user=teacher, key=draft.row.pk).content["instruction"] == {"nl": "Eerst."}


def test_saving_the_same_again_writes_nothing(draft, teacher):
    assert save(teacher, draft).revision == draft.revision
    assert len(pretrajectory.list_task_events(user=teacher, key=draft.row.pk)) == 1


def test_a_translation_waits_when_its_dutch_changed(draft, teacher, admin):
    both = translate(teacher, draft, "en")
    assert both.ready_languages == ["nl", "en"]
    moved = save(teacher, both, level=2)
    assert moved.ready_languages == ["nl", "en"], "its texts are the same"
    changed = save(teacher, moved, instruction="Open de e-mail van de bus.")
    assert (changed.stale, changed.ready_languages) == ({"en"}, ["nl"])
    version = take(admin, changed, "published").row.current
    assert version.content["instruction"] == {"nl": "Open de e-mail van de bus."}
    again = translate(teacher, changed, "en")
    assert again.state == "changed" and again.ready_languages == ["nl", "en"]


def test_a_slip_of_the_pen_leaves_the_translations(draft, teacher):
    both = translate(teacher, draft, "en")
    kept = pretrajectory.save_task(
        user=teacher,
        key=draft.row.pk,
        source=make_source(instruction="Open de email."),
        base=both.revision,
        keeps_translations=True,
        at=NOW,
    )
    assert kept.ready_languages == ["nl", "en"]


def test_a_language_that_lacks_a_text_is_not_given(draft, teacher):
    half = translate(teacher, draft, "en", **{"mails-bus-body": ""})
    assert (half.count_missing("en"), half.ready_languages) == (1, ["nl"])


def test_withdrawn_and_brought_back(draft, admin, newcomer):
    given = take(admin, draft, "published")
    task_try = begin(newcomer)
    assert task_try.version == given.row.current
    withdrawn = take(admin, given, "withdrawn")
    assert (withdrawn.state, list_given()) == ("withdrawn", [])
    assert take(admin, withdrawn, "revived").row.current.number == 1
    steps = [event.step for event in pretrajectory.list_task_events(user=admin, key=draft.row.pk)]
    assert steps == ["revived", "withdrawn", "published", "written"]


def test_changes_are_thrown_away(draft, teacher, admin):
    take(admin, draft, "published")
    changed = save(teacher, draft, instruction="Anders.")
    assert take(teacher, changed, "discarded").content["instruction"] == {"nl": "Open de e-mail."}


def test_another_organisation_knows_of_nothing(draft, ligo, admin):
    intec = OrganisationFactory(code="intec", kind=OrganisationKind.PARTNER)
    for stranger in (staff(Role.ORG_ADMIN, intec), staff(Role.CASE_WORKER, ligo)):
        assert pretrajectory.list_task_editings(user=stranger) == []
        for act in (
            lambda user: pretrajectory.find_task_editing(user=user, key=draft.row.pk),
            lambda user: save(user, draft, instruction="Van mij."),
            lambda user: translate(user, draft, "en"),
            lambda user: take(user, draft, "published"),
            lambda user: pretrajectory.copy_task(user=user, key=draft.row.pk, organisation=intec, at=NOW),
            lambda user: pretrajectory.create_task(user=user, organisation=ligo, source=make_source(), at=NOW),
        ):
            with pytest.raises(pretrajectory.UnknownTask):
                act(stranger)
    take(admin, draft, "published")
    with pytest.raises(pretrajectory.UnknownTask):
        pretrajectory.find_task_editing(user=staff(Role.ORG_ADMIN, intec), key=draft.row.pk)


def test_a_translator_writes_in_her_languages_only(draft, ligo):
    translator = StaffFactory(role=Role.TRANSLATOR, role__organisation=ligo)
    translator.memberships.update(languages=["en"])
    assert translate(translator, draft, "en").ready_languages == ["nl", "en"]
    editing = pretrajectory.find_task_editing(user=translator, key=draft.row.pk)
    with pytest.raises(pretrajectory.UnknownTask):
        translate(translator, editing, "fr")
    with pytest.raises(pretrajectory.UnknownTask):
        save(translator, editing, instruction="Anders.")


def test_starter_tasks_are_read_and_copied_by_all_and_written_by_the_platform(teacher, ligo):
    load_tasks()
    starter = Task.objects.get(code="inbox-1-open")
    editing = pretrajectory.find_task_editing(user=teacher, key=starter.pk)
    assert editing.is_starter and not editing.rights.writes
    with pytest.raises(pretrajectory.UnknownTask):
        save(teacher, editing)
    copied = pretrajectory.copy_task(user=teacher, key=starter.pk, organisation=ligo, at=NOW)
    assert copied.row.organisation == ligo and copied.ready_languages[0] == "nl" and len(copied.ready_languages) == 8
    platform = staff(Role.PLATFORM_ADMIN, ligo)
    changed = save(platform, pretrajectory.find_task_editing(user=platform, key=starter.pk), instruction="Anders.")
    assert changed.state == "changed"
    assert pretrajectory.find_task_editing(user=teacher, key=starter.pk).content["instruction"]["nl"] != "Anders."
    assert pretrajectory.list_task_events(user=teacher, key=starter.pk) == [], "drafts of others are theirs"


def test_what_authors_decided_stays_when_files_are_loaded(ligo, capsys):
    load_tasks()
    starter = Task.objects.get(code="inbox-1-open")
    platform = staff(Role.PLATFORM_ADMIN, ligo)
    take(platform, pretrajectory.find_task_editing(user=platform, key=starter.pk), "withdrawn")
    call_command("load_tasks", str(TASKS))
    assert "Kept as authors have them in /cms/: inbox-1-open" in capsys.readouterr().out
    starter.refresh_from_db()
    assert starter.current is None


def test_files_that_were_written_change_nothing_when_they_are_loaded(draft, admin, tmp_path):
    load_tasks()
    take(admin, draft, "published")
    call_command("export_tasks", str(tmp_path), verbosity=0)
    before = TaskVersion.objects.count()
    assert len(list(tmp_path.iterdir())) == before == len(list(TASKS.glob("*.yaml"))) + 1
    call_command("load_tasks", str(tmp_path), verbosity=0)
    assert TaskVersion.objects.count() == before
    for file in TASKS.glob("*.yaml"):
        assert read(tmp_path / file.name) == read(file)
    given = pretrajectory.find_task_editing(user=admin, key=draft.row.pk)
    elsewhere = yaml.safe_load(pretrajectory.write_task_file(given))
    assert put_task(data={"code": "ours", **elsewhere}, at=NOW)
    ours = pretrajectory.read_content(Task.objects.get(code="ours").current)
    assert ours == pretrajectory.read_content(given.row.current)
    with pytest.raises(CommandError, match="no-such"):
        call_command("export_tasks", str(tmp_path), "no-such")


def test_a_trial_is_judged_and_kept_nowhere(draft, teacher):
    def report(*steps):
        told = [{"t": 1000 * number, "do": does, "on": on} for number, (does, on) in enumerate(steps, start=1)]
        return {"id": str(uuid4()), "steps": told, "hints": 0, "watched": 0, "gave_up": False}

    def judge(*steps):
        return pretrajectory.try_task(draft, language="nl", report=report(*steps))

    assert judge(("open", "bus")).is_done
    assert not judge().is_done
    assert judge(("reply", "bus")).doubt == "impossible"
    with pytest.raises(pretrajectory.BadReport):
        pretrajectory.try_task(draft, language="nl", report={"steps": "all"})
    assert not TaskReport.objects.exists()


def read(path: Path) -> dict:
    return {"texts": {}, **yaml.safe_load(path.read_text(encoding="utf-8"))}
