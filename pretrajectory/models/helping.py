from django.db import models

from core.append_only import AppendOnlyModel

from .screening import TaskTry


class HelperLink(models.Model):
    """A link that she shows to who helps her with a task: what to show and what to leave to her, and nothing of her.

    pii: that somebody was asked to help with a task, and when; of the link only a hash. Kept as long as the newcomer.
    """

    task_try = models.ForeignKey(TaskTry, on_delete=models.CASCADE, related_name="helper_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link for helping with {self.task_try_id}"


class TaskHelp(AppendOnlyModel):
    """Somebody helps with a task: it does not count as done alone.

    pii: that she was helped with a task, and when; never by whom. Kept as long as the newcomer.
    """

    task_try = models.OneToOneField(TaskTry, on_delete=models.CASCADE, related_name="help")
    helped_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"help with {self.task_try_id}"
