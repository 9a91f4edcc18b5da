"""A key that was wrong: what holds instead, said once for all results that it judged."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from assessments import api as assessments
from assessments.enums import QuestionKind, Ruling
from core import languages
from core.language_text import LanguageTextFormField
from lessons import api as lessons

from .access import reviewer_required
from .showing import frame, list_tabs, question_trail, show_line

CHOICES = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.CHOOSE, QuestionKind.HOTSPOT)
REFUSED = {
    "bad_key": gettext_lazy("Choose which answer is right."),
    "nothing_changes": gettext_lazy("That is the answer that counts already."),
    "no_reason": gettext_lazy("Say why in Dutch, and in no language in more than 200 letters."),
    "not_of_a_bank": gettext_lazy("This question is of no bank."),
}


class CorrectionForm(forms.Form):
    """What holds for a question whose key was wrong, and why, in the words of who sat a test with it."""

    ruling = forms.ChoiceField(label=gettext_lazy("What holds"), widget=forms.RadioSelect)
    reasons = LanguageTextFormField(
        label=gettext_lazy("Why, for who sat a test with it"),
        required=False,
        help_text=gettext_lazy(
            "In Dutch at least, at most 200 letters. Who has no other language here reads the Dutch."
        ),
    )

    def __init__(self, data: Any = None, *, version) -> None:
        super().__init__(data)
        self.version = version
        rulings = list(Ruling.choices)
        if version.kind in CHOICES:
            texts = version.texts[languages.SOURCE_LANGUAGE]["options"]
            options = [(part, show_line(texts[part]["text"])) for part in version.part_ids]
            self.fields["right"] = forms.MultipleChoiceField(
                label=_("Right answers"), choices=options, required=False, widget=forms.CheckboxSelectMultiple
            )
        elif version.kind == QuestionKind.TRUE_FALSE:
            options = [("True", _("True")), ("False", _("Not true"))]
            self.fields["right"] = forms.ChoiceField(
                label=_("Right answers"), choices=options, required=False, widget=forms.RadioSelect
            )
        elif version.kind == QuestionKind.SHORT_TEXT:
            self.fields["right"] = lessons.AnswersField(
                language=languages.SOURCE_LANGUAGE, label=_("Answers that are accepted, one a line")
            )
            self.initial["right"] = "\n".join(version.key["accepted"].get(languages.SOURCE_LANGUAGE, ()))
        else:  # another order, or other pairs: nobody can be told which of what she said was right
            rulings = [ruling for ruling in rulings if ruling[0] != Ruling.KEY]
        cast(forms.ChoiceField, self.fields["ruling"]).choices = rulings

    @property
    def key(self) -> dict[str, Any] | None:
        """As in a version; None unless another answer is right."""
        if self.cleaned_data["ruling"] != Ruling.KEY:
            return None
        right = self.cleaned_data["right"]
        if self.version.kind == QuestionKind.SHORT_TEXT:
            key = self.version.key
            return {**key, "accepted": {**key["accepted"], languages.SOURCE_LANGUAGE: right}}
        return {"value": right == "True"} if self.version.kind == QuestionKind.TRUE_FALSE else {"correct": list(right)}


@reviewer_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct_question(request, key: int):
    """The versions of the question that share its key are corrected together, each with the results of its tests."""
    editing = assessments.find_editing(user=request.user, key=key)
    version = editing.row.question.current
    if not editing.rights.decides or version is None or languages.SOURCE_LANGUAGE not in version.texts:
        raise Http404
    form = CorrectionForm(request.POST if request.method == "POST" else None, version=version)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            assessments.correct_question(
                user=request.user,
                key=key,
                ruling=Ruling(form.cleaned_data["ruling"]),
                reasons=form.cleaned_data["reasons"],
                right=form.key,
                at=timezone.now(),
            )
        except assessments.InvalidCorrection as refused:
            problem = str(REFUSED.get(refused.code, refused))
        else:
            messages.success(request, _("The results are being worked out anew; everybody reads why."))
            return redirect("bank_correction", key)
    context = frame(
        _("The key was wrong"),
        bank=editing.row.bank,
        trail=question_trail(editing, _("The key was wrong")),
        editing=editing,
        tabs=list_tabs(editing, "correction"),
        shown=assessments.show_all(version=version, language=languages.SOURCE_LANGUAGE),
        form=form,
        media=form.media,
        problem=problem,
        affected=sum(
            assessments.count_affected_attempts(version_id=version_id)
            for version_id in assessments.list_same_key(version_id=version.uuid)
        ),
        corrections=assessments.list_corrections(question_id=version.question_id),
    )
    return render(request, "cms/bank/correction.html", context, status=400 if problem or form.errors else 200)
