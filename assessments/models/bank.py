from django.db import models
from django.db.models import Q

from curriculum.enums import Regime

from ..enums import QuestionSection, QuestionState, QuestionUse
from .question import Question


class Bank(models.Model):
    """A bank of questions of one organisation, loaded from a folder of text files.

    `languages` is {code: "source" or "draft"}: how far each language is.

    pii: none.
    """

    code = models.CharField(max_length=100, unique=True)
    organisation = models.ForeignKey("mo_people.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=255)
    licence = models.CharField(max_length=60)
    authors = models.JSONField(default=list)
    languages = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.code


class BankQuestionQuerySet(models.QuerySet):
    def active(self):
        return self.filter(state=QuestionState.ACTIVE)

    def in_tests(self):
        """Those on trial too: they stand where nothing is counted."""
        return self.filter(state__in=[QuestionState.ACTIVE, QuestionState.PILOT])

    def to_practise(self):
        return self.active().filter(use=QuestionUse.PRACTICE)


class BankQuestion(models.Model):
    """A question of a bank: what it is about and what it may be used for. Its words are versions of `question`.

    `key` is its identity in the bank, in every language and for good. `objective` and `theme` are keys of the curriculum,
    `fact_keys` the facts it rests on, `languages` the codes in which its current version exists. `region`: where it holds, empty
    for everywhere. `review_by`: when somebody should look at it again. `is_authored`: written or changed here, so that the files
    of the bank no longer say what it is. A draft may lack any of these: what came from elsewhere says what it knows. `title` and
    `tags` are for the authors' eyes. One that shares a text, picture or recording with others is of a `cluster`, and comes
    at `cluster_place` among them.

    pii: none.
    """

    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="questions")
    key = models.CharField(max_length=100)
    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="bank_question")
    title = models.CharField(max_length=255, blank=True)
    tags = models.JSONField(default=list, blank=True)
    objective = models.CharField(max_length=100, blank=True)
    theme = models.CharField(max_length=100, blank=True)
    section = models.CharField(max_length=20, choices=QuestionSection.choices, blank=True)
    use = models.CharField(max_length=20, choices=QuestionUse.choices, blank=True)
    region = models.CharField(max_length=20, choices=Regime.choices, blank=True)
    state = models.CharField(max_length=20, choices=QuestionState.choices)
    fact_keys = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    review_by = models.DateField(null=True)
    is_authored = models.BooleanField(default=False)
    cluster = models.ForeignKey(
        "mo_assessments.Cluster", null=True, blank=True, on_delete=models.PROTECT, related_name="questions"
    )
    cluster_place = models.PositiveIntegerField(default=0)

    objects = BankQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bank", "key"], name="one_question_per_key"),
            models.CheckConstraint(condition=Q(use__in=["", *QuestionUse.values]), name="question_use_is_known"),
            models.CheckConstraint(
                condition=Q(section__in=["", *QuestionSection.values]), name="question_section_is_known"
            ),
            models.CheckConstraint(condition=Q(state__in=QuestionState.values), name="question_state_is_known"),
            models.CheckConstraint(condition=Q(region__in=["", *Regime.values]), name="question_region_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[QuestionState.ACTIVE, QuestionState.PILOT])
                | ~(Q(objective="") | Q(theme="") | Q(section="") | Q(use="")),
                name="active_question_is_described",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank_id}/{self.key}"
