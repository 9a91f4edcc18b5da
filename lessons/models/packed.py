from django.db import models


class PackedPage(models.Model):
    """What a content pack last said of a page in one language, and the revision it made of it.

    So loading the same pack again changes nothing, and what authors and translators did in the CMS since is noticed
    before a newer pack would overwrite it.

    pii: none.
    """

    pack_key = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    pack_version = models.CharField(max_length=60)
    content_hash = models.CharField(max_length=64)
    revision_id = models.BigIntegerField()
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack_key", "language"], name="one_load_per_page")]

    def __str__(self) -> str:
        return f"{self.pack_key} {self.language}: {self.pack_version}"
