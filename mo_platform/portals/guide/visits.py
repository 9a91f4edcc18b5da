"""An opened dossier. Opening writes one row in the read log; the dossier then stays open in this session for an hour.

So one row means one visit: reloading, printing, changing something and coming back write no further row. After the
hour, after signing out, and in another browser the next opening is a new visit and a new row. Within the own caseload
the purpose is preset; outside it the purpose is asked at each visit. A list is no look; handling a card writes its own
row (people.api.record_card_look).
"""

from datetime import datetime, timedelta

from django.http import HttpRequest

from people import api as people
from people.enums import LookPurpose

VALID_FOR = timedelta(hours=1)
_KEY = "open_dossiers"  # in the session: {newcomer uuid: {"purpose": str, "until": seconds since 1970}}


def enter(request: HttpRequest, *, newcomer, at: datetime) -> bool:
    """True when the dossier is open now, or could be opened because she is in the own caseload. False: ask a purpose."""
    if purpose_of(request, newcomer=newcomer, at=at) is not None:
        return True
    assert request.user.is_authenticated, "the views are for staff"
    if people.needs_purpose(user=request.user, newcomer=newcomer):
        return False
    open_dossier(request, newcomer=newcomer, purpose=LookPurpose.GUIDANCE, at=at)
    return True


def open_dossier(request: HttpRequest, *, newcomer, purpose: LookPurpose, at: datetime, explanation: str = "") -> None:
    """Write the look and open the dossier. Raises DomainError without a valid purpose."""
    assert request.user.is_authenticated, "the views are for staff"
    people.record_look(
        user=request.user, newcomer=newcomer, purpose=purpose, what="dossier", at=at, explanation=explanation
    )
    visits = {key: visit for key, visit in request.session.get(_KEY, {}).items() if visit["until"] > at.timestamp()}
    visits[str(newcomer.uuid)] = {"purpose": purpose.value, "until": int((at + VALID_FOR).timestamp())}
    request.session[_KEY] = visits


def purpose_of(request: HttpRequest, *, newcomer, at: datetime) -> LookPurpose | None:
    """Why the dossier is open in this session; None when it is not."""
    visit = request.session.get(_KEY, {}).get(str(newcomer.uuid))
    return LookPurpose(visit["purpose"]) if visit and visit["until"] > at.timestamp() else None
