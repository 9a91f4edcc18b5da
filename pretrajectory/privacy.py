"""What she may take with her, and what erasing her does: all of it, both times."""

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.language_text import read_in
from core.languages import SOURCE_LANGUAGE
from core.privacy import (
    STAFF_NAME,
    TECHNICAL,
    PrivacyRule,
    Words,
    delete_rows,
    register,
    register_staff_record,
    rows_of,
)

from .models import (
    Advice,
    HelperLink,
    Instrument,
    OutsideScore,
    Screening,
    SkippedSkill,
    TaskCopy,
    TaskEvent,
    TaskHelp,
    TaskReport,
    TaskTry,
)

_HERSELF = "she is the one who gets it"


def _export_tries(newcomer) -> list[dict]:
    """Each task that she was given, by what it shows that she can do."""
    rows = TaskTry.objects.filter(screening__newcomer=newcomer).select_related("version", "screening").order_by("pk")
    return [
        {
            "given_at": row.given_at,
            "can_do": read_in(row.version.content["can_do"], get_language() or SOURCE_LANGUAGE),
            "language": row.language,
            "screening": row.screening.uuid,
            "version": row.version.uuid,
            "uuid": row.uuid,
        }
        for row in rows
    ]


_SCREENING: dict[str, Words] = {
    "started_at": _("When"),
    "device": _("Device"),
    "is_assisted": _("Somebody helped"),
    "trains": "",
    "closed_at": _("Finished on"),
    "ended_by": "",
    "uuid": "",
}
_REPORT: dict[str, Words] = {
    "reported_at": _("When"),
    "is_done": _("Done"),
    "gave_up": _("Left for later"),
    "hints": "",
    "watched": "",
    "steps": "",
    "doubt": "",
}


def _export_scores(newcomer) -> list[dict]:
    """Each score of another instrument, those that were put right or taken back too."""
    rows = OutsideScore.objects.filter(newcomer=newcomer).select_related("instrument").order_by("taken_on", "pk")
    return [
        {
            "taken_on": row.taken_on,
            "instrument": row.instrument.name,
            "area": dict(row.instrument.list_areas()).get(row.area, row.area),
            "score": row.score,
            "lowest": row.instrument.lowest,
            "highest": row.instrument.highest,
            "note": row.note,
            "entered_at": row.entered_at,
            "uuid": row.uuid,
        }
        for row in rows
    ]


_ADVICE: dict[str, Words] = {
    "heard_at": _("When"),
    "form": _("What suits you now"),
    "grounds": "",
    "screening": "",
    "uuid": "",
}

register(
    PrivacyRule(
        Advice,
        rows_of(Advice, "screening__newcomer", list(_ADVICE)),
        delete_rows(Advice, "screening__newcomer"),
        title=_("How you can learn: our advice"),
        labels=_ADVICE,
        left_out={"together_with": STAFF_NAME},
    )
)
register_staff_record(TaskCopy)
register_staff_record(TaskEvent)
register(
    PrivacyRule(
        HelperLink,
        rows_of(HelperLink, "task_try__screening__newcomer", ["created_at", "expires_at"]),
        delete_rows(HelperLink, "task_try__screening__newcomer"),
        title=_("Links that you showed to who helped you"),
        labels={"created_at": _("When"), "expires_at": ""},
        left_out={"task_try": TECHNICAL, "token_hash": TECHNICAL},
    )
)
register(
    PrivacyRule(
        TaskHelp,
        rows_of(TaskHelp, "task_try__screening__newcomer", ["helped_at"]),
        delete_rows(TaskHelp, "task_try__screening__newcomer"),
        title=_("When somebody helped you with a task"),
        labels={"helped_at": _("When")},
        left_out={"task_try": TECHNICAL},
    )
)
register(
    PrivacyRule(
        OutsideScore,
        _export_scores,
        delete_rows(OutsideScore, "newcomer"),
        title=_("Others have looked too"),
        labels={
            "taken_on": _("When"),
            "instrument": _("With what"),
            "area": _("Skill"),
            "score": pgettext_lazy("result of a test", "Score"),
            "lowest": "",
            "highest": "",
            "note": _("Note"),
            "entered_at": "",
            "uuid": "",
        },
        left_out={"newcomer": _HERSELF, "number": TECHNICAL, "entered_by": STAFF_NAME},
        dutch=frozenset({"instrument", "note"}),
    )
)
register(
    PrivacyRule(
        TaskReport,
        rows_of(TaskReport, "task_try__screening__newcomer", list(_REPORT)),
        delete_rows(TaskReport, "task_try__screening__newcomer"),
        title=_("How your tasks with the phone or computer went"),
        labels=_REPORT,
        left_out={"task_try": TECHNICAL, "report_id": TECHNICAL, "fingerprint": TECHNICAL},
    )
)
register(
    PrivacyRule(
        TaskTry,
        _export_tries,
        delete_rows(TaskTry, "screening__newcomer"),
        title=_("The tasks with the phone or computer that you were given"),
        labels={
            "given_at": _("When"),
            "can_do": _("What it shows"),
            "language": _("Language"),
            "screening": "",
            "version": "",
            "uuid": "",
        },
    )
)
register(
    PrivacyRule(
        Screening,
        rows_of(Screening, "newcomer", list(_SCREENING)),
        delete_rows(Screening, "newcomer"),
        title=_("What you can do with your phone or computer"),
        labels=_SCREENING,
        left_out={"newcomer": _HERSELF},
    )
)
register(
    PrivacyRule(
        SkippedSkill,
        rows_of(SkippedSkill, "newcomer", ["skill", "skipped_at"]),
        delete_rows(SkippedSkill, "newcomer"),
        title=_("What you leave for later on your path"),
        labels={"skill": _("Skill"), "skipped_at": _("When")},
        left_out={"newcomer": _HERSELF},
    )
)
register_staff_record(Instrument)
