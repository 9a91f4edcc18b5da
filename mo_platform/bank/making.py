"""The tests of a bank: which there are and whether it can fill them; making, copying and changing one, trying it, opening it."""

import secrets
from datetime import date

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import api as assessments
from core import languages
from core.errors import DomainError
from curriculum import api as curriculum
from plans import api as plans

from .access import author_required, get_bank, get_rights, reviewer_required, writer_required
from .making_choices import list_offered
from .making_draft import change_lists, write_fields, write_rule_fields
from .making_filling import describe_filling, draw_example, list_bank_codes
from .making_forms import OpenForm
from .making_whole import WholeForm
from .making_words import list_changes, name_test, name_words, tell_cuts, tell_rule, tell_validity, tell_version
from .showing import frame

NEW = {
    "sections": {"deel": {"draws": [{"count": 10}]}},
    "outcomes": {"passed": {"correct": 6}},
}


@author_required
@require_safe
def list_tests(request, bank: str):
    """The tests of a bank: since when they hold, who may sit them, and whether they can be filled, language by language."""
    found, names, on = get_bank(request, bank), name_words(), _today()
    tests = assessments.list_bank_tests(user=request.user, bank=found)
    questions = assessments.list_bank_questions([found.pk])
    shown = [
        {
            "test": test,
            "name": name_test(test),
            "validity": tell_validity(version),
            "is_past": version.valid_until is not None and version.valid_until < on,
            "planned": _list_planned(test, on),
            "filling": describe_filling(
                found,
                version.data,
                version.uses,
                regime=version.regime,
                on=max(on, version.valid_from),
                names=names,
                questions=questions,
            ),
        }
        for test in tests
        for version in [_version_of(test, on)]
    ]
    title = _("The tests of this bank")
    context = frame(title, bank=found, tests=shown, languages=list_bank_codes(found), rights=get_rights(request, found))
    return render(request, "cms/bank/tests.html", context)


@writer_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_test(request, bank: str):
    """A new test, or a copy of another one; nothing is kept of it before it is saved."""
    found = get_bank(request, bank)
    if not get_rights(request, found).writes:
        raise Http404
    source = _find(request, found, request.GET["copy"]) if "copy" in request.GET else None
    form = _read_form(request, found, source, is_copy=True)
    if _is_saved(request, form):
        try:
            test = assessments.create_test(
                user=request.user, bank=found, entry=form.entry, today=_today(), at=timezone.now()
            )
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved. Nobody can sit this test before it is opened."))
            return redirect("bank_test", found.code, test.row.code)
    return _show(request, found, form, _("New test"), is_new=True)


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_test(request, bank: str, code: str):
    """A test as it is or will be; saving says what it is from a day on."""
    found = get_bank(request, bank)
    test = _find(request, found, code)
    if not test.may_change:
        if request.method == "POST":
            raise Http404
        return _show_only(request, found, test)
    form = _read_form(request, found, test)
    status = 200
    if _is_saved(request, form):
        try:
            assessments.change_test(
                user=request.user,
                bank=found,
                code=code,
                entry=form.entry,
                base=form.base,
                today=_today(),
                at=timezone.now(),
            )
        except assessments.CopyChanged as refused:
            status, form = 409, _rebase(request, found, test)
            form.refuse(refused)
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved. Who began before keeps the test as it was."))
            return redirect("bank_test", bank, code)
    return _show(request, found, form, name_test(test), test=test, status=status)


@author_required
@require_safe
def show_test_history(request, bank: str, code: str):
    """Who changed what of a test, and who opened it."""
    found = get_bank(request, bank)
    test, names = _find(request, found, code), name_words()
    steps = [
        {
            "step": step,
            "validity": tell_validity(version) if (version := step.version or step.withdrawn) else "",
            "changes": list_changes(step.before, step.version, names) if step.before else [],
            "lines": tell_version(step.version, names) if step.version and not step.before else [],
        }
        for step in assessments.list_test_steps(test)
    ]
    context = frame(_("History"), bank=found, trail=_trail(found, test, _("History")), test=test, steps=steps)
    return render(request, "cms/bank/test_history.html", context)


@reviewer_required
@require_POST
def open_test(request, bank: str, code: str):
    """Say who may sit a test, from now on."""
    found, form = get_bank(request, bank), OpenForm(request.POST)
    test = _find(request, found, code)
    if not form.is_valid():
        messages.error(request, _("Say who may sit the test."))
        return redirect("bank_test", bank, code)
    open_to = assessments.OpenTo(form.cleaned_data["open_to"])
    test = assessments.open_test(user=request.user, bank=found, code=code, open_to=open_to, at=timezone.now())
    messages.success(request, _("Who may sit it now: %(who)s.") % {"who": test.open_to.label})
    return redirect("bank_test", bank, code)


def _is_saved(request, form: WholeForm) -> bool:
    return request.method == "POST" and "save" in request.POST and form.is_valid()


def _read_form(request, bank, test: assessments.BankTest | None, *, is_copy: bool = False) -> WholeForm:
    kept = test.last.data.get("outcomes", {}) if test else {}
    if request.method != "POST":
        return WholeForm(_first_fields(test, is_copy), offered=list_offered(bank, test), kept=kept)
    fields = change_lists(request.POST)
    if "write-out" in fields and fields.get("follows"):
        fields = _write_out(fields)
    is_asked = bool({"save", "check", "example"} & set(fields))
    return WholeForm(fields, offered=list_offered(bank, test), kept=kept, is_asked=is_asked)


def _rebase(request, bank, test: assessments.BankTest) -> WholeForm:
    """What was sent, as written upon what stands there now: whoever saves once more knows."""
    fields = request.POST.copy()
    fields["base"] = str(assessments.find_bank_test(user=request.user, bank=bank, code=test.row.code).last.number)
    form = WholeForm(fields, offered=list_offered(bank, test), kept=test.last.data.get("outcomes", {}), is_asked=True)
    form.is_valid()
    return form


def _first_fields(test: assessments.BankTest | None, is_copy: bool) -> QueryDict:
    today = _today()
    if test is None:
        return write_fields(NEW, uses=["practice"], valid_from=today.isoformat(), base=0)
    last = test.last
    data = last.data
    if is_copy and data.get("title"):
        nl = languages.SOURCE_LANGUAGE
        data = data | {"title": {nl: _("%(name)s (copy)") % {"name": data["title"].get(nl, "")}}}
    return write_fields(
        data,
        uses=list(last.uses),
        regime=last.regime,
        valid_from=max(today, last.valid_from).isoformat(),
        valid_until=last.valid_until.isoformat() if last.valid_until and last.valid_until >= today else "",
        base=0 if is_copy else last.number,
    )


def _write_out(fields: QueryDict) -> QueryDict:
    """The rule of the curriculum as sections and outcomes of its own, to be changed."""
    regime = curriculum.regime_of(fields.get("regime", ""))
    try:
        rule = assessments.read_rule({assessments.PASS_RULE: fields["follows"]}, regime=regime, on=_today())
    except assessments.UnknownBlueprint:
        return fields
    fields = fields.copy()
    fields["follows"] = ""
    write_rule_fields(fields, rule)
    return fields


def _show(request, bank, form: WholeForm, title: str, *, test=None, is_new: bool = False, status: int = 200):
    """The editor with what it would draw."""
    names, example, problem = name_words(), None, ""
    readable = form.is_readable
    if "example" in form.fields and readable:
        example, problem = draw_example(bank, form, on=_today(), seed=secrets.randbits(31), names=names)
    has_errors = form.is_asked and (bool(form.problems) or any(line.form.errors for line in form.walk()))
    filling = None
    if readable:
        data, told = form.read(), form.head.form.cleaned_data
        filling = describe_filling(
            bank, data, told["uses"], regime=told["regime"], on=max(_today(), told["valid_from"]), names=names
        )
    context = frame(
        title,
        bank=bank,
        trail=_trail(bank, test, "" if test else title),
        form=form,
        test=test,
        planned=_list_planned(test, _today()) if test else [],
        is_new=is_new,
        rule_lines=_tell_followed(form) if form.follows else [],
        kept_lines=_tell_kept(form),
        filling=filling,
        languages=list_bank_codes(bank),
        example=example,
        example_problem=problem,
        open_to=assessments.OpenTo.choices,
        has_errors=has_errors,
        mistakes=form.list_mistakes() if has_errors else [],
    )
    status = 400 if has_errors and status == 200 else status
    return render(request, "cms/bank/test.html", context, status=status)


def _show_only(request, bank, test: assessments.BankTest):
    """For who may not change it: what it is, and what it would draw."""
    names, version = name_words(), test.last
    context = frame(
        name_test(test),
        bank=bank,
        trail=_trail(bank, test),
        test=test,
        lines=tell_version(version, names),
        filling=describe_filling(
            bank, version.data, version.uses, regime=version.regime, on=max(_today(), version.valid_from), names=names
        ),
        languages=list_bank_codes(bank),
        open_to=assessments.OpenTo.choices,
        rights=test.rights,
    )
    return render(request, "cms/bank/test_shown.html", context)


def _tell_followed(form: WholeForm) -> list[str]:
    """What the rule of the curriculum says today."""
    regime = curriculum.regime_of(form.fields.get("regime", ""))
    try:
        rule = assessments.read_rule({assessments.PASS_RULE: form.follows}, regime=regime, on=_today())
    except assessments.UnknownBlueprint:
        return []
    return tell_rule(rule, name_words())


def _tell_kept(form: WholeForm) -> dict[str, str]:
    """The outcomes that go deeper than the editor shows, in words, by their key."""
    sections = {line.number: line for line in form.sections}
    names = {form.fields.get(f"{line.prefix}-key", ""): form.name_section(line) for line in sections.values()}
    return {key: tell_cuts(rule, names) for key, rule in form.kept.items()}


def _find(request, bank, code: str) -> assessments.BankTest:
    """Raises UnknownBlueprint, which is answered as what is not there."""
    return assessments.find_bank_test(user=request.user, bank=bank, code=code)


def _list_planned(test: assessments.BankTest, on: date) -> list[dict]:
    return [{"number": version.number, "validity": tell_validity(version)} for version in test.list_planned(on=on)]


def _version_of(test: assessments.BankTest, on: date):
    """What it is today; else what it will be or was."""
    return test.find_version(regime=curriculum.regime_of(""), on=on) or test.last


def _trail(bank, test: assessments.BankTest | None, here: str = "") -> list[dict]:
    trail = [{"url": reverse("bank_tests", args=[bank.code]), "label": _("The tests of this bank")}]
    if test is not None:
        url = reverse("bank_test", args=[bank.code, test.row.code]) if here else ""
        trail.append({"url": url, "label": name_test(test)})
    return [*trail, {"url": "", "label": here}] if here else trail


def _today() -> date:
    return plans.brussels_date(timezone.now())
