from django.db import models


class SpokenCount(models.Model):
    """Which texts a language says, by their hashes, as last counted: going through all of them takes seconds.

    pii: none.
    """

    language = models.CharField(max_length=10, unique=True)
    text_hashes = models.JSONField(default=list)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.language}: {len(self.text_hashes)}"
