"""Pages about the platform itself, in every interface language, for everybody."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from core.errors import DomainError
from core.languages import get_language, list_languages
from lessons import api as lessons
from mo_platform import navigation, phone
from mo_platform.domain.site_messages import receive_message
from mo_platform.forms import DisplayForm, SiteMessageForm
from mo_platform.models import Topic
from people import api as people

#: Cookie, field of the form, and the choice that needs no cookie.
DISPLAY_COOKIES = (
    (phone.THEME_COOKIE, "theme", "auto"),
    (phone.SAVER_COOKIE, "saver", "auto"),
    (phone.METER_COOKIE, "meter", "off"),
)


@people.everybody
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """What this platform is, who may use it, and what it stands on."""
    language = get_language(request.LANGUAGE_CODE)
    speakers = lessons.list_all_speakers(language=language.code)
    context = {
        "narrow": True,
        "languages": list_languages(),
        "voices": [(language, speakers)] if speakers else [],
        "source_url": settings.SOURCE_URL,
    }
    return render(request, "pages/about.html", context)


@people.everybody
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice, the same sentences as at the first sign-in."""
    return render(request, "pages/privacy.html", {"narrow": True, "version": people.PRIVACY_NOTICE_VERSION})


@people.everybody
@require_http_methods(["GET", "POST"])
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement and its feedback form; works without an account, an e-mail address or a script."""
    form = SiteMessageForm(request.POST or None, initial=_initial_message(request))
    if request.method == "POST" and form.is_valid():
        try:
            receive_message(
                **form.cleaned_data,
                language=navigation.current_language().code,
                at=timezone.now(),
                sender=people.client_address(request),
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{navigation.portal_url('accessibility')}?sent=1#message")
    context = {"narrow": True, "form": form, "is_sent": request.GET.get("sent") == "1"}
    return render(request, "pages/accessibility.html", context, status=400 if form.errors else 200)


def _initial_message(request) -> dict:
    topic = request.GET.get("about", "")
    page = request.GET.get("page", "")[:300]
    return {"topic": topic if topic in Topic.values else "accessibility", "page": page if page.startswith("/") else ""}


@people.everybody
@require_http_methods(["GET", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Light or dark, little data, counting it: kept in cookies on this phone, about nobody."""
    if request.method == "POST":
        form = DisplayForm(request.POST)
        if form.is_valid():
            response = redirect(_page_after_display(request))
            for cookie, field, without in DISPLAY_COOKIES:
                chosen = form.cleaned_data[field]
                wanted = "" if chosen == without else chosen
                phone.remember(request, response, cookie, wanted, is_for_scripts=True)
            return response
    else:
        saver = {True: "on", False: "off", None: "auto"}[phone.get_saver(request)]
        meter = "on" if phone.counts_data(request) else "off"
        form = DisplayForm(initial={"theme": phone.get_theme(request) or "auto", "saver": saver, "meter": meter})
    context = {"narrow": True, "form": form, "next": request.GET.get("next", ""), "is_saved": "saved" in request.GET}
    return render(request, "pages/display.html", context)


def _page_after_display(request) -> str:
    target = request.POST.get("next", "")
    if target and url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        return target
    return f"{navigation.portal_url('display')}?saved=1"
