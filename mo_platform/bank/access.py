"""Who comes in here, and which bank is meant."""

from django.http import Http404

from assessments import api as assessments
from assessments.rules import REVIEWERS, TRANSLATORS, WRITERS
from people.access import staff_required

#: Whether a bank is theirs is a matter of assessments.rules.
author_required = staff_required(*TRANSLATORS)
writer_required = staff_required(*WRITERS)
reviewer_required = staff_required(*REVIEWERS)


def get_bank(request, code: str):
    """The bank with this code, if the one who asks works in it; else it is not there."""
    bank = next((bank for bank in assessments.list_banks_for(user=request.user) if bank.code == code), None)
    if bank is None:
        raise Http404
    return bank


def get_rights(request, bank) -> assessments.BankRights:
    return assessments.find_rights(request.user, organisation_id=bank.organisation_id)
