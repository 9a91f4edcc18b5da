"""The site's own words: which native speaker checked them in which language."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mo_platform.domain import interface_checks
from people import api as people
from people.enums import Role

from ..fields import obeys_domain


class CheckForm(forms.Form):
    checked_by_name = forms.CharField(
        label=gettext_lazy("Name of the native speaker who read it"),
        help_text=gettext_lazy("First and last name."),
        max_length=120,
    )


@people.staff_required(Role.PLATFORM_ADMIN)
@require_safe
def interface_languages(request):
    """Every language with an interface, as it stands."""
    context = {
        "here": "languages",
        "languages": interface_checks.list_checked_languages(),
        "offers_drafts": interface_checks.offers_drafts(),
    }
    return render(request, "portals/guide/interface_languages.html", context)


@people.staff_required(Role.PLATFORM_ADMIN)
def check_language(request, code):
    language = interface_checks.get_language_to_check(code)
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "HEAD", "POST"))
    form = CheckForm(request.POST or None)
    if request.method == "POST" and obeys_domain(
        form,
        lambda: interface_checks.record_check(
            language=language, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Recorded: %(name)s is no draft any more.") % {"name": language.name_nl})
        return redirect("interface_languages")
    context = {"here": "languages", "checked_language": language, "form": form}
    return render(request, "portals/guide/check_language.html", context, status=400 if form.errors else 200)


@people.staff_required(Role.PLATFORM_ADMIN)
def take_back_check(request, code):
    language = interface_checks.get_language_to_check(code)
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "HEAD", "POST"))
    if request.method == "POST":
        interface_checks.take_back_check(language=language, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s is a draft again.") % {"name": language.name_nl})
        return redirect("interface_languages")
    context = {
        "here": "languages",
        "question": _("Is the site in %(name)s a draft again?") % {"name": language.name_nl},
        "consequence": _("Every page in this language says so. Where drafts are hidden, the language leaves the menu."),
        "confirm_label": _("Make it a draft"),
        "cancel_url": reverse("interface_languages"),
    }
    return render(request, "confirm_staff.html", context)
