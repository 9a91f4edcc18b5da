"""Colleagues: who works where, a way in for who is new, roles that come and go, and help for who is locked out.

An address where somebody chooses her password is shown once, in the answer to the POST that makes it.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core import api as core
from people import api as people
from people.enums import Role

from ..admin_forms import ColleagueForm, LanguagesForm, RoleForm
from ..fields import obeys_domain

ADMINISTRATORS = (Role.ORG_ADMIN, Role.PLATFORM_ADMIN)


@people.staff_required(*ADMINISTRATORS)
@require_safe
def organisation_people(request):
    """The staff of the organisations she administers, with their roles."""
    context = {"here": "staff", "organisations": people.list_staff(user=request.user)}
    return render(request, "portals/guide/organisation_people.html", context)


@people.staff_required(*ADMINISTRATORS)
@require_http_methods(["GET", "POST"])
def add_colleague(request):
    """A name, an address and a role; then the link with which she comes in."""
    at = timezone.now()
    form = ColleagueForm(request.POST or None, **_choices(request.user))
    added: list[people.AddedColleague] = []
    if request.method == "POST" and obeys_domain(
        form, lambda: added.append(people.add_colleague(by=request.user, at=at, **form.cleaned_data))
    ):
        if added[0].link:
            return _show_link(request, added[0].user, added[0].link, _("%(name)s has an account."))
        said = _("%(name)s had an account already and has this role now. She signs in as before.")
        messages.success(request, said % {"name": _name(added[0].user)})
        return redirect("organisation_people")
    context = {"here": "staff", "form": form}
    return render(request, "portals/guide/colleague_add.html", context, status=400 if form.errors else 200)


def colleague_page(*methods: str) -> Callable[[Callable], Callable]:
    """A page about a colleague: the view gets her account. Methods are asked only after the person."""

    def decorate(view: Callable) -> Callable:
        @people.staff_required(*ADMINISTRATORS)
        @wraps(view)
        def opened(request, uuid, **kwargs):
            found = people.get_colleague_for(user=request.user, uuid=uuid)
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return view(request, found, **kwargs)

        return opened

    return decorate


@colleague_page("GET", "HEAD")
def colleague(request, found):
    return _show_colleague(request, found, RoleForm(**_choices(request.user)))


@colleague_page("GET", "POST")
def give_role(request, found):
    if request.method == "GET":
        return redirect("colleague", uuid=found.uuid)
    at = timezone.now()
    form = RoleForm(request.POST, **_choices(request.user))
    if obeys_domain(form, lambda: people.give_role(colleague=found, by=request.user, at=at, **form.cleaned_data)):
        said = _("%(name)s is now %(role)s.") % {"name": _name(found), "role": form.cleaned_data["role"].label}
        messages.success(request, said)
        return redirect("colleague", uuid=found.uuid)
    return _show_colleague(request, found, form)


@colleague_page("GET", "POST")
def end_role(request, found, number):
    """Ask first: a case worker may leave newcomers behind."""
    membership = people.get_role_here(user=request.user, colleague=found, number=number)
    role, place = Role(membership.role).label, membership.organisation.name
    left_alone = people.count_left_alone(membership=membership)
    if request.method == "GET":
        question = _("%(name)s no longer %(role)s in %(place)s?")
        consequence = _("She cannot do this work any more from now on.")
        if left_alone:
            consequence = ngettext(
                "%(count)s newcomer is without a case worker then, until a colleague takes her over.",
                "%(count)s newcomers are without a case worker then, until colleagues take them over.",
                left_alone,
            ) % {"count": left_alone}
        context = {
            "here": "staff",
            "question": question % {"name": _name(found), "role": role, "place": place},
            "consequence": consequence,
            "confirm_label": _("End this role"),
            "danger": True,
            "cancel_url": reverse("colleague", args=[found.uuid]),
        }
        return render(request, "confirm_staff.html", context)
    try:
        people.end_role(membership=membership, by=request.user, at=timezone.now())
    except core.NotAllowed:
        raise
    except core.DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("colleague", uuid=found.uuid)
    messages.success(request, _("%(name)s is no longer %(role)s.") % {"name": _name(found), "role": role})
    if left_alone:
        said = ngettext(
            "%(count)s newcomer waits for a case worker.", "%(count)s newcomers wait for a case worker.", left_alone
        )
        messages.warning(request, said % {"count": left_alone})
    return redirect("organisation_people")


@colleague_page("GET", "POST")
def choose_languages(request, found, number):
    """Into which languages a translator translates the questions of the banks."""
    membership = people.get_role_here(user=request.user, colleague=found, number=number)
    if membership.role != Role.TRANSLATOR:
        raise core.NotAllowed
    form = LanguagesForm(request.POST or None, initial={"languages": membership.languages})
    if request.method == "POST" and form.is_valid():
        people.choose_languages(membership=membership, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The languages of %(name)s are saved.") % {"name": _name(found)})
        return redirect("colleague", uuid=found.uuid)
    context = {"here": "staff", "colleague": found, "membership": membership, "form": form}
    return render(request, "portals/guide/colleague_languages.html", context, status=400 if form.errors else 200)


@colleague_page("GET", "POST")
def password_link(request, found):
    """For who never chose a password or forgot it."""
    _refuse_unless_may_let_in(request.user, found)
    if request.method == "GET":
        context = {
            "here": "staff",
            "question": _("A new link for %(name)s?") % {"name": _name(found)},
            "consequence": _(
                "With the link she chooses a new password, once. Whoever has the link can do so: make sure that it is "
                "she who asks, and hand it over in a way that only she reads. Her second factor stays."
            ),
            "confirm_label": _("Make the link"),
            "cancel_url": reverse("colleague", args=[found.uuid]),
        }
        return render(request, "confirm_staff.html", context)
    link = people.make_way_in(colleague=found, by=request.user, at=timezone.now())
    return _show_link(request, found, link, _("%(name)s can choose a new password."))


@colleague_page("GET", "POST")
def forget_second_factor(request, found):
    """For who lost phone, passkey and recovery codes."""
    _refuse_unless_may_let_in(request.user, found)
    if request.method == "GET":
        context = {
            "here": "staff",
            "question": _("Remove the second factor of %(name)s?") % {"name": _name(found)},
            "consequence": _(
                "Her app, passkeys, recovery codes and password count no more, and she is signed out everywhere. You get "
                "a link with which she starts anew. Make sure that it is she who asks: see her, or call a number you know."
            ),
            "confirm_label": _("Remove the second factor"),
            "danger": True,
            "cancel_url": reverse("colleague", args=[found.uuid]),
        }
        return render(request, "confirm_staff.html", context)
    link = people.forget_second_factor(colleague=found, by=request.user, at=timezone.now())
    return _show_link(request, found, link, _("%(name)s starts anew: a new password, then a new second factor."))


def _choices(user) -> dict:
    return {"organisations": people.list_administered(user=user), "roles": people.list_givable_roles(user=user)}


def _refuse_unless_may_let_in(user, found) -> None:
    if not people.can_let_in(user=user, colleague=found):
        raise core.NotAllowed


def _name(user) -> str:
    return user.get_full_name() or user.get_username()


def _show_colleague(request, found, form):
    roles = people.list_roles_here(user=request.user, colleague=found)
    givable = people.list_givable_roles(user=request.user)
    context = {
        "here": "staff",
        "colleague": found,
        "roles": [(row, Role(row.role).label, row.role in givable, _name_languages(row)) for row in roles],
        "form": form,
        "may_let_in": people.can_let_in(user=request.user, colleague=found) and found.is_active,
        "is_self": found == request.user,
    }
    return render(request, "portals/guide/colleague.html", context, status=400 if form.errors else 200)


def _name_languages(membership) -> str:
    """Into which languages she translates; nothing for another role."""
    if membership.role != Role.TRANSLATOR:
        return ""
    return ", ".join(core.get_language(code).name_nl for code in membership.languages) or _("every language")


def _show_link(request, found, link: str, told: str):
    context = {"here": "staff", "colleague": found, "link": link, "told": told % {"name": _name(found)}}
    return render(request, "portals/guide/colleague_link.html", context)
