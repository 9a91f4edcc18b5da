"""What a reader chooses in passing and finds again: her language, Dutch beside it, little data.

Reading a page writes nothing. A choice is a press on a button, so it is a POST, and the page comes back where it was.
For a guest nothing is stored with us: her language is the address, the rest a cookie on her own phone. What a newcomer
reads in parallel stands in her profile and never on the phone, so it is gone from a shared phone when she signs out.
"""

from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from core import languages
from mo_platform import phone
from mo_platform.navigation import portal_url
from people import api as people


def safe_next(request) -> str:
    """Where to go on: the path in `next` when it stands on this site, else the home."""
    return _on_this_site(request.POST.get("next", ""))


def _on_this_site(onward: str) -> str:
    is_ours = onward.startswith("/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None)
    return onward if is_ours else portal_url("home")


@people.newcomer_required
@require_POST
def choose_language(request):
    """Go on in another interface language, and open in it next time.

    `language` is the code and, after a space, the page in that language: so the menu is one form with one token.
    """
    code, _space, onward = request.POST.get("language", "").partition(" ")
    if languages.is_known_language(code):
        people.remember_interface_language(newcomer=request.newcomer, language=code)
    return HttpResponseRedirect(_on_this_site(onward))


@people.everybody
@require_POST
def choose_reading(request):
    """`parallel` and `saves_data` are "on" or "off"; what is missing stays as it is."""
    parallel, saves_data = (_switch(request, name) for name in ("parallel", "saves_data"))
    response = HttpResponseRedirect(safe_next(request))
    if newcomer := getattr(request.user, "newcomer", None):
        people.remember_reading(newcomer=newcomer, parallel=parallel, saves_data=saves_data)
    elif parallel is not None:
        phone.remember(request, response, phone.PARALLEL_COOKIE, "on" if parallel else "", is_for_scripts=False)
    if saves_data is not None:
        value = "on" if saves_data else "off"
        phone.remember(request, response, phone.SAVER_COOKIE, value, is_for_scripts=True)
    return response


def _switch(request, name: str) -> bool | None:
    return {"on": True, "off": False}.get(request.POST.get(name, ""))
