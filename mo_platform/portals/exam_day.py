"""The day of the test: a plan day by day to it, what it may cost, and what after it.

A newcomer's date is kept as hers alone and is nobody's decision; a guest's stands in the address only.
"""

from datetime import date, timedelta

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from assessments import api as assessments
from people import api as people
from plans import api as plans
from progress import api as progress

from .learner_office import show_office
from .mock_taking import address_in
from .plan_money import list_fees
from .practice_parts import list_themes, page_language, regime_of
from .study_days import SHOWN_DAYS, DoneDay, make_study_days

FARTHEST = timedelta(days=366)


@people.everybody
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def test_day(request):
    """The days up to `day` (2026-12-31); a date that is none or more than a year away is asked again."""
    newcomer, language = getattr(request.user, "newcomer", None), page_language()
    today, asked = plans.brussels_date(timezone.now()), request.POST.get("day") or request.GET.get("day", "")
    test_on = _read_day(asked, today)
    if newcomer is not None and request.method == "POST" and (test_on or "remove" in request.POST):
        people.remember_test_day(newcomer=newcomer, day=None if "remove" in request.POST else test_on)
        return redirect("test_day")
    if newcomer is not None and not asked and newcomer.profile.test_on:
        test_on = newcomer.profile.test_on
        asked = test_on.isoformat()
    titles = {theme.key: theme.title_in(language) for theme in list_themes()}
    themes = _order_themes(newcomer, language, list(titles)) if test_on else []
    days = make_study_days(today=today, test_on=test_on, themes=themes) if test_on else []
    done = _list_done(newcomer, today) if newcomer is not None and days else {}
    context = {
        "asked": asked if test_on else "",
        "is_wrong": bool(asked) and test_on is None,
        "test_on": test_on,
        "done": [_show_done(done[day], titles) for day in sorted(done) if day < today],
        "days": [
            {
                "day": day.day,
                "kind": day.kind.value,
                "title": titles.get(day.theme),
                "is_done": day.day in done and done[day.day].does(day),
                "done": _show_done(done[day.day], titles) if day.day in done else None,
            }
            for day in days
        ],
        "fees": list_fees(
            regime=regime_of(newcomer),
            on=_find_contract_day(newcomer) or today,
            codes=("mo_test",),
        ),
        "office": show_office(newcomer.organisation, language) if newcomer else None,
        "is_kept": newcomer is not None,
        "may_remove": newcomer is not None and newcomer.profile.test_on is not None,
    }
    return render(request, "portals/learner/test_day.html", context)


def _find_contract_day(newcomer) -> date | None:
    """The day of her contract, which says which fees hold; None for a guest and as long as there is none."""
    if newcomer is None:
        return None
    try:
        return plans.get_plan(newcomer=newcomer, on=plans.brussels_date(timezone.now())).contract_signed_on
    except plans.NoPlan:
        return None


def _read_day(asked: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return None
    return day if abs(day - today) <= FARTHEST else None


def _list_done(newcomer, today: date) -> dict[date, DoneDay]:
    """What she did in the last week and today, without the days on which she did nothing."""
    since = today - timedelta(days=SHOWN_DAYS)
    practised = progress.count_practised_by_day(newcomer=newcomer, since=since)
    exams: dict[date, list[assessments.Done]] = {}
    for exam in assessments.list_done(newcomer=newcomer):
        exams.setdefault(plans.brussels_date(exam.started_at), []).append(exam)
    return {
        day: DoneDay(
            day,
            practised[day].total() if day in practised else 0,
            tuple(theme for theme, _count in practised[day].most_common()) if day in practised else (),
            tuple(exams.get(day, ())),
        )
        for day in {*practised, *(day for day in exams if day >= since)}
    }


def _show_done(done: DoneDay, titles: dict) -> dict:
    return {
        "day": done.day,
        "answered": done.answered,
        "titles": [titles[theme] for theme in done.themes if theme in titles],
        "exams": [
            {"url": address_in(exam, f"mock/{exam.uuid}/result/"), "correct": exam.correct, "items": exam.items}
            for exam in done.exams
        ],
    }


def _order_themes(newcomer, language: str, keys: list[str]) -> list[str]:
    """Those with questions in this language: hers with the least sure first, for a guest as the curriculum has them."""
    items = assessments.list_practice_items(region=regime_of(newcomer))
    offered = {item.theme for item in items if language in item.languages}
    keys = [key for key in keys if key in offered]
    if newcomer is None:
        return keys
    found = progress.get_readiness(newcomer=newcomer, language=language, blueprint=None)
    sure = {theme.key: theme.estimate.low for section in found.sections for theme in section.themes}
    return sorted(keys, key=lambda key: sure.get(key, 0))
