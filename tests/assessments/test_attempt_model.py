"""Whatever is done to a test in whatever order, it is what a small model says: starts, answers, two tabs, replays, breaks, the
clock, handing in, a question that is edited meanwhile."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from assessments import api as assessments
from assessments.api import Accommodations, Taker
from assessments.models import Attempt, AttemptAnswer, AttemptResult, BankQuestion
from tests.assessments.factories import MOCK_DATA, make_content, make_mock_exam
from tests.factories import NOW
from tests.progress.factories import wrong_response

PLACES = st.integers(1, 6)
HOUR = 3600


class SittingATest(RuleBasedStateMachine):
    """The model: what stands at each place with its revision, every save that was acknowledged, and one clock in seconds."""

    newcomer = None
    saves = Bundle("saves")

    def __init__(self):
        super().__init__()
        self.scope = transaction.atomic()
        self.scope.__enter__()
        self.taker = Taker(self.newcomer)
        self.now, self.left, self.paused_at = 0, HOUR, None
        self.answers: dict[int, tuple[int, bool]] = {}  # place -> revision, right
        self.acknowledged: dict = {}  # save id -> place, revision
        self.flags: set[int] = set()
        self.is_closed = False
        self.has_breaks = True
        self.sitting = self.start()

    def teardown(self):
        transaction.set_rollback(True)
        self.scope.__exit__(None, None, None)

    def start(self):
        return assessments.start_attempt(
            taker=self.taker, code="mo-mock-timed", language="nl", regime="flanders", on=NOW.date(), at=self.at,
            accommodations=Accommodations(has_breaks=True),
        )  # fmt: skip

    @property
    def at(self):
        return NOW + timedelta(seconds=self.now)

    @property
    def is_over(self):
        return self.paused_at is None and self.left <= 0

    def note_time(self):
        """Whoever touches a test whose time is over closes it."""
        self.is_closed = self.is_closed or self.is_over

    def version(self, place):
        return assessments.get_question_version(version_id=self.sitting.places[place - 1].version)

    @rule(seconds=st.integers(1, 2000))
    def time_goes_by(self, seconds):
        self.now += seconds
        if self.paused_at is None and not self.is_closed:
            self.left -= seconds

    @rule()
    @precondition(lambda self: not self.is_closed and not self.is_over)
    def start_again(self):
        assert self.start().uuid == self.sitting.uuid

    @rule(target=saves, place=PLACES, is_right=st.booleans(), lag=st.sampled_from([0, 0, 0, 1]))
    def answer(self, place, is_right, lag):
        """`lag`: a tab that has not seen the last answer."""
        revision = self.answers.get(place, (0, False))[0]
        base, save = max(0, revision - lag), uuid4()
        version = self.version(place)
        response = assessments.right_response_of(version=version) if is_right else wrong_response(version)
        self.note_time()
        try:
            saved = self.save(place, response, base, save)
        except assessments.AttemptClosed:
            assert self.is_closed
        except assessments.AnswerChanged as changed:
            assert base != revision == changed.revision and not self.is_closed
        except assessments.AttemptPaused:
            assert self.paused_at is not None
        else:
            assert not self.is_closed and self.paused_at is None and base == revision
            assert (saved.revision, saved.is_duplicate) == (base + 1, False)
            self.answers[place] = (base + 1, is_right)
            self.acknowledged[save] = (place, base + 1, response, base)
        return save

    @rule(save=saves)
    def replay(self, save):
        self.note_time()
        if save not in self.acknowledged:
            return
        place, revision, response, base = self.acknowledged[save]
        saved = self.save(place, response, base, save)
        assert (saved.revision, saved.is_duplicate) == (revision, True)

    @rule(place=PLACES, is_flagged=st.booleans())
    def mark(self, place, is_flagged):
        self.note_time()
        try:
            assessments.mark_place(
                taker=self.taker, uuid=self.sitting.uuid, number=place, is_flagged=is_flagged, at=self.at
            )
        except assessments.AttemptClosed:
            assert self.is_closed
        else:
            assert not self.is_closed
            self.flags = self.flags | {place} if is_flagged else self.flags - {place}

    @rule()
    def pause(self):
        self.note_time()
        try:
            assessments.pause_attempt(taker=self.taker, uuid=self.sitting.uuid, at=self.at)
        except assessments.AttemptClosed:
            assert self.is_closed
        else:
            self.paused_at = self.now if self.paused_at is None else self.paused_at

    @rule()
    def go_on(self):
        self.note_time()
        try:
            assessments.go_on(taker=self.taker, uuid=self.sitting.uuid, at=self.at)
        except assessments.AttemptClosed:
            assert self.is_closed
        else:
            self.paused_at = None

    @rule()
    def hand_in(self):
        self.note_time()
        self.is_closed, self.paused_at = True, None
        assert assessments.submit_attempt(taker=self.taker, uuid=self.sitting.uuid, at=self.at).is_closed

    @rule()
    def sweep(self):
        self.note_time()
        assessments.close_overdue_attempts(at=self.at)

    @rule(place=PLACES)
    def edit_question(self, place):
        """An author turns the question round: those who sit it keep what they were asked."""
        question = BankQuestion.objects.get(question__versions__uuid=self.sitting.places[place - 1].version).question
        content = make_content(stem=f"Anders {self.now}?") | {"key": {"correct": ["fout-1"]}}
        assessments.freeze_question(
            lesson_key=question.lesson_key, block_id=question.block_id, content=content, at=self.at
        )

    @invariant()
    def is_what_the_model_says(self):
        row = Attempt.objects.get(uuid=self.sitting.uuid)
        assert (row.closed_at is not None) <= (self.is_closed or self.is_over)
        seen = assessments.get_attempt(taker=self.taker, uuid=row.uuid, at=row.closed_at or row.started_at)
        assert {place.number: place.revision for place in seen.places if place.revision} == {
            place: revision for place, (revision, _right) in self.answers.items()
        }
        assert {place.number for place in seen.places if place.is_flagged} == self.flags
        assert AttemptAnswer.objects.filter(attempt=row).count() == len(self.acknowledged)
        assert AttemptResult.objects.filter(attempt=row).count() == (row.closed_at is not None)
        if row.closed_at is not None:
            result = assessments.get_result(attempt_uuid=row.uuid)
            assert result.correct == sum(is_right for _revision, is_right in self.answers.values())

    def save(self, place, response, base, save):
        return assessments.save_answer(
            taker=self.taker, uuid=self.sitting.uuid, number=place, response=response, base=base, save_id=save, at=self.at
        )  # fmt: skip


@pytest.mark.django_db
def test_a_test_is_what_the_model_says(newcomer, request):
    make_mock_exam(data=MOCK_DATA, kinds=("single", "multiple", "true_false", "order", "match"))
    SittingATest.newcomer = newcomer
    is_long = request.config.getoption("--soak", False)
    run_state_machine_as_test(
        SittingATest,
        settings=settings(
            max_examples=400 if is_long else 25,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
