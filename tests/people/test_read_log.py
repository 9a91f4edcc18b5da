"""The read log only grows: nobody changes what was written down about a look."""

import pytest

from core.append_only import AppendOnlyError
from people import api as people
from people.enums import LookPurpose
from people.models import Look
from tests.factories import NOW


@pytest.fixture
def look(newcomer, case_worker):
    return people.record_look(user=case_worker, newcomer=newcomer, purpose=LookPurpose.GUIDANCE, what="dossier", at=NOW)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda look: look.save(),
        lambda look: look.delete(),
        lambda look: Look.objects.filter(pk=look.pk).update(purpose="check"),
        lambda look: Look.objects.filter(pk=look.pk).delete(),
        lambda look: Look.objects.bulk_update([look], ["purpose"]),
        lambda look: look.newcomer.looks.all().delete(),
        lambda look: look.user.looks.update(user=None),
    ],
    ids=["save", "delete", "update", "delete many", "bulk update", "hers", "those of who looked"],
)
def test_a_look_is_neither_changed_nor_taken_away(look, attempt):
    look.purpose = LookPurpose.CHECK
    with pytest.raises(AppendOnlyError):
        attempt(look)
    assert Look.objects.values_list("purpose", flat=True).get() == "guidance"
