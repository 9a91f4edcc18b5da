"""Questions of other systems come in after a look, and go out as a file."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.enums import QuestionKind
from core import languages
from core.api import STORED_TEXT, clean_html
from curriculum import api as curriculum
from interop import api as interop
from lessons import api as lessons

from .access import author_required, get_bank, get_rights, writer_required
from .catalogues import BadCatalogue, read_catalogue, write_catalogue
from .forms import FORMATS, FileForm
from .showing import frame

SHOWN = 30
SUFFIXES = {"moodle-xml": "xml", "qti": "zip", "gift": "gift.txt"}


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring_file(request, bank: str):
    """Choose a file to look at, and take the bank out as one."""
    found = get_bank(request, bank)
    rights = get_rights(request, found)
    form = FileForm(request.POST or None, request.FILES or None)
    problem = ""
    if request.method == "POST":
        if not rights.writes:
            raise Http404
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                uuid, _preview = interop.keep_question_file(
                    bank=found.code,
                    form=form.cleaned_data["form"],
                    language=form.cleaned_data["language"],
                    name=file.name,
                    data=file.read(),
                    by=request.user,
                    at=timezone.now(),
                    shown=0,
                )
            except interop.UntrustedFile as refused:
                problem = str(refused)
            else:
                return redirect("bank_file", found.code, uuid)
    others = [language for language in languages.list_languages() if language.code != languages.SOURCE_LANGUAGE]
    context = frame(
        _("Bring in and take out"),
        bank=found,
        form=form,
        problem=problem,
        writes=rights.writes,
        formats=[(name, FORMATS[name]) for name in interop.QUESTION_WRITERS],
        languages=[languages.get_language(code) for code in sorted(found.languages, key=lambda code: code != "nl")],
        others=others,
        mine=[language for language in others if rights.may_translate(language.code)],
    )
    return render(request, "cms/bank/files.html", context, status=400 if problem or form.errors else 200)


@writer_required
@require_http_methods(["GET", "HEAD", "POST"])
def look_at_file(request, bank: str, uuid: UUID):
    """What a file would bring, question by question; by POST it is brought."""
    found = get_bank(request, bank)
    if not get_rights(request, found).writes:
        raise Http404
    row = interop.get_question_file(uuid=uuid, bank=found.code)
    title = row.name
    try:
        if request.method == "POST":
            interop.take_over_question_file(uuid=uuid, bank=found.code, at=timezone.now())
            messages.success(
                request, _("Taken over as drafts. Nobody is asked them before somebody has accepted them.")
            )
            return redirect("bank_file", found.code, uuid)
        if row.report is not None:
            context = frame(title, bank=found, row=row, report=row.report, is_done=True)
            return render(request, "cms/bank/file.html", context)
        preview = interop.look_at_question_file(row=row, at=timezone.now(), shown=SHOWN)
    except interop.UntrustedFile as refused:  # the bank changed since the file was brought
        messages.error(request, str(refused))
        return redirect("bank_files", found.code)
    context = frame(
        title,
        bank=found,
        row=row,
        report=preview.report.as_json(),
        groups=[*_group(preview.questions, row.language)],
        spoken=languages.get_language(row.language),
    )
    return render(request, "cms/bank/file.html", context)


@author_required
@require_safe
def send_file(request, bank: str, form: str, language: str):
    """The questions of a bank in a language as a file; what the format cannot hold is said instead."""
    found = get_bank(request, bank)
    if form not in interop.QUESTION_WRITERS or language not in found.languages:
        raise Http404
    try:
        report = interop.export_questions(bank=found.code, form=form, language=language)
    except interop.UntrustedFile as refused:
        messages.error(request, str(refused))
        return redirect("bank_files", found.code)
    if not report.written:
        messages.warning(request, _("There is no question that this format can hold in this language."))
        return redirect(reverse("bank_files", args=[found.code]))
    response = HttpResponse(report.data, content_type="application/octet-stream")
    name = f"{found.code}-{language}.{SUFFIXES.get(form, form)}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    if report.left_out:
        response["X-Left-Out"] = str(len(report.left_out))
    return response


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def translate_in_a_file(request, bank: str, language: str):
    """A PO file out, and back in."""
    found = get_bank(request, bank)
    if language == languages.SOURCE_LANGUAGE or not languages.is_known_language(language):
        raise Http404
    if request.method != "POST":
        data = write_catalogue(user=request.user, bank=found, language=language)
        response = HttpResponse(data, content_type="text/x-gettext-translation; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{found.code}-{language}.po"'
        return response
    if not get_rights(request, found).may_translate(language):
        raise Http404
    file = request.FILES.get("file")
    try:
        if file is None:
            raise BadCatalogue
        report = read_catalogue(user=request.user, bank=found, language=language, data=file.read(), at=timezone.now())
    except BadCatalogue:
        messages.error(request, _("That is no PO file that was taken out here. Nothing was stored."))
        return redirect("bank_files", found.code)
    spoken = languages.get_language(language)
    context = frame(f"{file.name}: {spoken.name_nl}", bank=found, report=report, spoken=spoken)
    return render(request, "cms/bank/catalogue.html", context)


@writer_required
@require_safe
def send_report(request, bank: str, uuid: UUID):
    """What a file would bring, or what became of it, for programs and for the archive."""
    found = get_bank(request, bank)
    if not get_rights(request, found).writes:
        raise Http404
    row = interop.get_question_file(uuid=uuid, bank=found.code)
    report = row.report
    if report is None:
        try:
            report = interop.look_at_question_file(row=row, at=timezone.now(), shown=0).report.as_json()
        except interop.UntrustedFile as refused:
            messages.error(request, str(refused))
            return redirect("bank_files", found.code)
    response = JsonResponse(report, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{found.code}-{uuid}.json"'
    return response


def _group(questions, language: str) -> Iterator[dict]:
    """The questions of a file in runs that are about the same."""
    start = 1
    for shared, run in groupby(questions, key=attrgetter("shared")):
        shown = [_show(question) for question in run]
        yield {"start": start, "shared": _show_shared(shared, language) if shared else None, "questions": shown}
        start += len(shown)


def _show_shared(shared, language: str) -> dict:
    facts = curriculum.list_facts(keys=lessons.list_fact_keys([shared.text]))
    text = clean_html(shared.text, allow=STORED_TEXT)
    return {
        "title": shared.title or shared.key,
        "text": lessons.render_rich(text, lessons.Reading(language, facts)),
        "has_picture": bool(shared.picture),
        "has_recording": bool(shared.recording),
    }


def _show(question) -> dict:
    """A question of a file, with what is right in it."""
    right = question.key.get("correct", ())
    return {
        "where": question.where,
        "stem": question.stem,
        "kind": dict(QuestionKind.choices).get(question.kind, question.kind),
        "parts": [
            {"text": f"{part.text} = {part.match}" if part.match else part.text, "is_right": part.id in right}
            for part in question.parts
        ]
        + [{"text": answer, "is_right": True} for answer in question.key.get("accepted", ())],
        "value": question.key.get("value"),
        "lost": question.lost,
    }
