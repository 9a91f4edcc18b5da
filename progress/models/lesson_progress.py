from django.db import models


class LessonProgressQuerySet(models.QuerySet):
    def for_newcomer(self, newcomer):
        return self.filter(newcomer=newcomer)

    def unfinished(self):
        return self.filter(completed_at__isnull=True)

    def latest_first(self):
        return self.order_by("-last_at", "-pk")


class LessonProgress(models.Model):
    """Where a newcomer stands in a lesson, in whatever languages she read it: the sum of its events.

    Can be computed anew from the events at any time (`progress.domain.summary`); `state` is described there.
    `version` counts the changes, for who writes without a lock. `completed_at` repeats the completion's, so that pages need
    one query. No column that an event changes has an index: the unique pair finds the hundred rows of a newcomer, and
    PostgreSQL writes each change beside the old row (HOT).

    pii: what she did and where she stopped; kept as long as the newcomer.
    """

    newcomer = models.ForeignKey(
        "mo_people.Newcomer", on_delete=models.CASCADE, related_name="lesson_progress", db_index=False
    )
    lesson_key = models.UUIDField()
    module_key = models.UUIDField(null=True)
    state = models.JSONField(default=dict)
    answered_count = models.PositiveIntegerField(default=0)
    correct_count = models.PositiveIntegerField(default=0)
    question_count = models.PositiveIntegerField(default=0)
    last_block_id = models.UUIDField(null=True)
    last_language = models.CharField(max_length=10, blank=True)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = LessonProgressQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["newcomer", "lesson_key"], name="one_progress_per_lesson")]

    def __str__(self) -> str:
        return f"{self.newcomer_id} in {self.lesson_key}"
