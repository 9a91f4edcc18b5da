"""The door of everything below a newcomer's card: whose it is, what is asked first, and for what it is open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from people import api as people
from people.enums import LookPurpose, Role

from . import visits

READS = ("GET", "HEAD")
CARD_ROLES = (Role.CASE_WORKER, Role.ORG_ADMIN, Role.DESK)


@dataclass(frozen=True, slots=True)
class CardVisit:
    """An opened card page. `at` is the moment of this request."""

    newcomer: Any  # people.models.Newcomer
    purpose: LookPurpose
    at: datetime


def card_page(*methods: str) -> Callable[[Callable], Callable]:
    """A page below a card: the view gets the visit instead of the UUID. Outside the own caseload a purpose comes first.

    Methods are asked only after the person: a foreign card is missing by every method.
    """

    def decorate(view: Callable) -> Callable:
        @people.staff_required(*CARD_ROLES)
        @wraps(view)
        def opened(request, uuid, **kwargs):
            newcomer = people.get_newcomer_for_card(user=request.user, uuid=uuid)
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            at = timezone.now()
            if not visits.enter(request, newcomer=newcomer, what=visits.CARD, at=at):
                return redirect("card_purpose", uuid=uuid)
            purpose = visits.purpose_of(request, newcomer=newcomer, what=visits.CARD, at=at)
            assert purpose is not None, "it was just opened"
            return view(request, CardVisit(newcomer, purpose, at), **kwargs)

        return opened

    return decorate


def ask_first(request, visit: CardVisit, *, back: str = "newcomer_card", **context):
    """The page "are you sure?"; "no" leads back."""
    cancel_url = reverse(back, kwargs={"uuid": visit.newcomer.uuid})
    return render(request, "confirm_staff.html", {"here": "cards", "cancel_url": cancel_url, **context})
