from django.db import models

from ..enums import Skill


class SkippedSkill(models.Model):
    """A skill of her path that she leaves for later. Taking it back deletes the row.

    pii: what she does not want to learn now; kept until she takes it back, at most as long as the newcomer.
    """

    newcomer = models.ForeignKey("mo_people.Newcomer", on_delete=models.CASCADE, related_name="skipped_skills")
    skill = models.CharField(max_length=20, choices=Skill)
    skipped_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["newcomer", "skill"], name="a_skill_is_skipped_once")]

    def __str__(self) -> str:
        return f"{self.skill} of {self.newcomer_id}"
