"""Where a person wanted to go before she had to do something else first."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def safe_onward(request: HttpRequest) -> str:
    """The path in `next` of the form or the address when it stands on this site, else nothing."""
    onward = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = onward.startswith("/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None)
    return onward if is_ours else ""
