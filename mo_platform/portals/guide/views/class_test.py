"""A test on paper for a class: what it is made of, its sheets, and its key. Only questions that everybody may practise with, so
it is for everybody who teaches or guides; nothing is stored, the address holds all of it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments import api as assessments
from core import api as core
from curriculum import api as curriculum
from people import api as people
from people.enums import Role
from plans import api as plans

from ...paper_sheet import list_key, list_questions
from ..class_test_form import BankForm, ClassTestForm

may_print = people.staff_required(Role.TEACHER, Role.CASE_WORKER, Role.ORG_ADMIN)


@dataclass(frozen=True, slots=True)
class AskedTest:
    """What an address asks for. `is_changed`: the bank gives other questions now than when it was printed first."""

    test: assessments.PaperTest
    title: str
    language: core.Language
    has_dutch: bool
    seed: int
    is_draft: bool
    is_changed: bool

    @property
    def code(self) -> str:
        """What stands on every sheet, so that a key can be laid beside its test."""
        return f"{self.seed}-{self.test.stamp}"


@may_print
@require_safe
def class_test(request):
    """A bank and a language first, then how many questions of each theme."""
    return _show_form(request)


@may_print
@require_safe
def print_class_test(request):
    """The questions, and an answer sheet."""
    asked = _read_test(request)
    if isinstance(asked, HttpResponse):
        return asked
    codes = [asked.language.code, *([core.SOURCE_LANGUAGE] if asked.has_dutch else [])]
    questions = list_questions(asked.test, codes=codes, seed=asked.seed)
    return _show(request, "portals/guide/class_test_print.html", asked, {"questions": questions})


@may_print
@require_safe
def print_class_test_key(request):
    """What is right and why, for the teacher alone."""
    asked = _read_test(request)
    if isinstance(asked, HttpResponse):
        return asked
    lines = list_key(asked.test, language=asked.language.code, seed=asked.seed)
    return _show(request, "portals/guide/class_test_key.html", asked, {"lines": lines})


def _show(request, template: str, asked: AskedTest, context: dict) -> HttpResponse:
    query = request.GET.copy()
    links = {name: f"{reverse(name)}?{query.urlencode()}" for name in ("print_class_test", "print_class_test_key")}
    for name in ("seed", "stamp"):
        query.pop(name, None)
    context |= {"here": "class_test", "asked": asked, "links": links}
    context["other_url"] = f"{reverse('class_test')}?{query.urlencode()}"
    return render(request, template, context)


def _read_test(request) -> AskedTest | HttpResponse:
    """What the address asks for; the form with what is wrong, or the way to the address that says which questions it gave."""
    banks = assessments.list_paper_banks()
    chosen = BankForm(request.GET, banks=banks)
    if not chosen.is_valid():
        return _show_form(request)
    bank = next(bank for bank in banks if bank.code == chosen.cleaned_data["bank"])
    language = core.get_language(chosen.cleaned_data["language"])
    form = ClassTestForm(request.GET, bank=bank, language=language.code, themes=_list_themes())
    if not form.is_valid():
        return _show_form(request, form=form)
    seed = form.cleaned_data["seed"]
    try:
        test = assessments.draw_paper_test(bank=bank.code, language=language.code, counts=form.read_counts(), seed=seed)
    except assessments.BankCannotFill:
        messages.info(request, _("The bank has changed. Choose the numbers again."))
        return redirect("class_test")
    stamp = request.GET.get("stamp", "")
    if not stamp:
        query = request.GET.copy()
        query["stamp"] = test.stamp
        return redirect(f"{request.path}?{query.urlencode()}")
    return AskedTest(
        test=test,
        title=form.cleaned_data["title"],
        language=language,
        has_dutch=form.cleaned_data.get("has_dutch", False),
        seed=seed,
        is_draft=bank.languages.get(language.code) == "draft",
        is_changed=stamp != test.stamp,
    )


def _show_form(request, *, form: ClassTestForm | None = None) -> HttpResponse:
    """`form`: what was filled in and cannot be printed."""
    banks = assessments.list_paper_banks()
    if not banks:
        return render(request, "portals/guide/class_test.html", {"here": "class_test"})
    bank = next((bank for bank in banks if bank.code == request.GET.get("bank")), banks[0])
    asked = request.GET.get("language", core.SOURCE_LANGUAGE)
    language = asked if asked in bank.languages else next(iter(bank.languages))
    if form is None:
        kept = ("title", "has_dutch")
        known = {name: value for name, value in request.GET.items() if name in kept or name.startswith("n-")}
        form = ClassTestForm(bank=bank, language=language, themes=_list_themes(), initial=known)
    context = {
        "here": "class_test",
        "form": form,
        "filters": BankForm(initial={"bank": bank.code, "language": language}, banks=banks),
        "is_draft": bank.languages[language] == "draft",
    }
    return render(request, "portals/guide/class_test.html", context, status=400 if form.errors else 200)


def _list_themes() -> list[tuple[str, str]]:
    themes = curriculum.list_themes(on=plans.brussels_date(timezone.now()))
    return [(theme.key, theme.title_in(core.SOURCE_LANGUAGE).text) for theme in themes]
