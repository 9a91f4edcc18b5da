"""Facts are added, never edited: a base for logs, looks, decisions, evidence and deliveries (invariant 2).

Manager, queryset, `save` and `delete` refuse. The database is not asked to refuse too, by triggers: erasing a person must
be able to delete (people.domain.erasing), a migration to rewrite, and whoever can write SQL here can drop a trigger as
well. Against that hand the answer is the rights of the database account and the backups, not a lock beside its key.
"""

from django.db import models

from .errors import DomainError


class AppendOnlyError(DomainError):
    """Somebody tried to change or delete a row that only grows. Add a correcting row instead."""

    code = "append_only"


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise AppendOnlyError(f"Rows of {self.model.__name__} are not edited.")

    def bulk_update(self, objs, fields, batch_size=None):
        raise AppendOnlyError(f"Rows of {self.model.__name__} are not edited.")

    def delete(self):
        raise AppendOnlyError(f"Rows of {self.model.__name__} are not deleted.")

    # Django reads these marks off the function itself, which mypy does not know of.
    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class AppendOnlyModel(models.Model):
    """Rows can be inserted only. The one way out is erasing a person: deleting the row's owner takes its log along."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError(f"Rows of {type(self).__name__} are not edited.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError(f"Rows of {type(self).__name__} are not deleted.")
