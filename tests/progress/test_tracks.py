"""A track is complete when every theme of it has lessons and all its modules are done; never before, and never a goal."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.compiled import CompiledWrite
from curriculum.models import Theme, Track
from lessons import api as lessons
from lessons.domain.generation import end_request, start_request
from people.models import User
from plans import api as plans
from plans.models import OutboxMessage
from plans.receivers import follow
from progress import api as progress
from progress.models import Completion
from progress.signals import completion_recorded
from tests.factories import NOW

from .factories import make_module, walk_through

LATER = NOW + timedelta(hours=9)
SINCE = date(2022, 3, 1)


@pytest.fixture
def track(db):
    """Civic orientation with two themes."""
    track = Track.objects.create(key="mo", title={"nl": "Maatschappelijke oriëntatie"}, valid_from=SINCE)
    for order, key in enumerate(("wonen", "werk")):
        Theme.objects.create(key=key, track=track, title={"nl": key.title()}, order=order, valid_from=SINCE)
    return track


def study(newcomer, module, *, start=NOW):
    for page in module.get_children():
        events = walk_through(page.specific, start=start)
        progress.record_events(newcomer=newcomer, events=events, received_at=LATER)


def test_track_is_complete_with_its_last_module_and_once(newcomer, track):
    living, working = make_module(), make_module(title="Werk", theme="werk")
    study(newcomer, living)
    assert not Completion.objects.filter(kind="track").exists()
    study(newcomer, working, start=NOW + timedelta(hours=1))
    study(newcomer, working, start=NOW + timedelta(hours=2))

    completion = Completion.objects.get(kind="track")
    assert (completion.title, completion.nominal_minutes) == ({"nl": "Maatschappelijke oriëntatie"}, 0)
    assert completion.completed_at == Completion.objects.get(key=working.translation_key).completed_at
    assert completion.rule["requires"] == {"modules": "all", "themes": "all"}
    assert completion.rule["asked"] == {
        "track": "mo",
        "modules_by_theme": {"wonen": [str(living.translation_key)], "werk": [str(working.translation_key)]},
    }


def test_track_with_a_theme_without_lessons_is_not_complete(newcomer, track):
    living = make_module()
    make_module(title="Werk", theme="werk", lessons_wanted=0)
    study(newcomer, living)
    assert Completion.objects.filter(kind="module").count() == 1
    assert not Completion.objects.filter(kind="track").exists()


def test_theme_that_holds_no_longer_keeps_nobody_waiting(newcomer, track):
    living = make_module()
    theme = Theme.objects.get(key="werk")
    theme.valid_until = date(2026, 11, 1)
    theme.save()
    study(newcomer, living)
    assert Completion.objects.get(kind="track").rule["asked"]["modules_by_theme"].keys() == {"wonen"}


def test_module_that_comes_later_takes_no_track_away(newcomer, track):
    for module in (make_module(), make_module(title="Werk", theme="werk")):
        study(newcomer, module)
    before = list(Completion.objects.values())
    more = make_module(title="Meer werk", theme="werk")
    study(newcomer, more, start=NOW + timedelta(hours=1))
    assert list(Completion.objects.values())[: len(before)] == before
    assert Completion.objects.filter(kind="track").count() == 1


def test_module_outside_every_theme_belongs_to_no_track(newcomer, track):
    module = make_module(theme="elders")
    study(newcomer, module)
    assert Completion.objects.filter(kind="module").count() == 1
    assert [outline.module_keys for outline in lessons.list_track_outlines(on=NOW.date())] == [[]]


def test_plan_tells_of_the_track_once_and_mo_stays_short_of_its_goal(newcomer, track):
    for number, module in enumerate((make_module(), make_module(title="Werk", theme="werk"))):
        study(newcomer, module, start=NOW + timedelta(hours=number))

    message = OutboxMessage.objects.get(type="be.mo-platform.plan.track_completed.v1")
    assert message.data["title"] == "Maatschappelijke oriëntatie"
    assert message.data["track"] == str(Completion.objects.get(kind="track").key)
    plan = plans.get_plan(newcomer=newcomer, on=NOW.date())
    assert plan.component("MO").status == "undecided"
    assert plan.evidence_minutes == 25 + 25  # the modules; the track counts nothing twice


@pytest.fixture
def without_plan():
    """The plan's own statements are counted elsewhere."""
    completion_recorded.disconnect(dispatch_uid="plans.follow_completion")
    yield
    completion_recorded.connect(follow, dispatch_uid="plans.follow_completion")


def test_statements_stay_few_whatever_is_completed(newcomer, track, without_plan):
    """As progress/README.md says, beside account and stamp of the content."""
    module = make_module(lessons_wanted=2)
    study(newcomer, make_module(title="Werk", theme="werk"))
    first, second = (page.specific for page in module.get_children())
    for lesson, completed in ((first, ["lesson"]), (second, ["lesson", "module", "track"])):
        before = Completion.objects.count()
        *events, answer, last_answer, _finish = walk_through(lesson, start=NOW + timedelta(hours=3))
        progress.record_events(newcomer=newcomer, events=events, received_at=LATER)
        start_request()  # from here on the stamp of the content is asked for once
        user = User.objects.select_related("newcomer__profile").get(pk=newcomer.user_id)
        lessons.list_lesson_keys()
        assert count_statements(user.newcomer, answer) == (3 if CompiledWrite.is_possible() else 6)
        assert count_statements(user.newcomer, last_answer) == (10 if CompiledWrite.is_possible() else 9)
        end_request()
        made = Completion.objects.order_by("pk")[before:]
        assert [completion.kind for completion in made] == completed


def count_statements(newcomer, event) -> int:
    with CaptureQueriesContext(connection) as context:
        progress.record_events(newcomer=newcomer, events=[event], received_at=LATER)
    return sum("SAVEPOINT" not in query["sql"] for query in context.captured_queries)
