"""An opened dossier, or an opened card page. Opening writes one row in the read log; it then stays open in this session
for an hour.

So one row means one visit: reloading, printing a dossier, changing something and coming back write no further row. After
the hour, after signing out, and in another browser the next opening is a new visit and a new row. Within the own
caseload the purpose is preset; outside it the purpose is asked at each visit. An open dossier opens the card page for
the same purpose; the other way round nothing opens. A list is no look; each act on a card writes its own row, for the
purpose of the visit (people.domain.desk).
"""

from datetime import datetime, timedelta

from django.http import HttpRequest

from people import api as people
from people.enums import LookPurpose, LookWhat

VALID_FOR = timedelta(hours=1)
DOSSIER, CARD = LookWhat.DOSSIER, LookWhat.CARD
#: In the session, for each: {newcomer uuid: {"purpose": str, "until": seconds since 1970}}
_KEYS = {DOSSIER: "open_dossiers", CARD: "open_cards"}


def enter(request: HttpRequest, *, newcomer, at: datetime, what: LookWhat = DOSSIER) -> bool:
    """True when it is open now, or could be opened without asking. False: ask a purpose."""
    if purpose_of(request, newcomer=newcomer, what=what, at=at) is not None:
        return True
    assert request.user.is_authenticated, "the views are for staff"
    purpose = purpose_of(request, newcomer=newcomer, what=DOSSIER, at=at)
    if purpose is None and not people.needs_purpose(user=request.user, newcomer=newcomer):
        purpose = LookPurpose.GUIDANCE
    if purpose is None:
        return False
    open_visit(request, newcomer=newcomer, purpose=purpose, what=what, at=at)
    return True


def open_visit(
    request: HttpRequest,
    *,
    newcomer,
    purpose: LookPurpose,
    at: datetime,
    explanation: str = "",
    what: LookWhat = DOSSIER,
    told_as: LookWhat | None = None,
) -> None:
    """Write the look (as `told_as` when something else was done than opening) and open. Raises DomainError without a
    valid purpose."""
    assert request.user.is_authenticated, "the views are for staff"
    people.record_look(
        user=request.user,
        newcomer=newcomer,
        purpose=purpose,
        what=told_as or what,
        at=at,
        explanation=explanation,
    )
    key = _KEYS[what]
    visits = {uuid: visit for uuid, visit in request.session.get(key, {}).items() if visit["until"] > at.timestamp()}
    visits[str(newcomer.uuid)] = {"purpose": purpose.value, "until": int((at + VALID_FOR).timestamp())}
    request.session[key] = visits


def purpose_of(request: HttpRequest, *, newcomer, at: datetime, what: LookWhat = DOSSIER) -> LookPurpose | None:
    """Why it is open in this session; None when it is not."""
    visit = request.session.get(_KEYS[what], {}).get(str(newcomer.uuid))
    return LookPurpose(visit["purpose"]) if visit and visit["until"] > at.timestamp() else None
