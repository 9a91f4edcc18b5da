"""A publication that the rules refuse, wherever in /cms/ it was asked for, becomes a sentence instead of an error."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from .domain.errors import PublishRefused


class PublishRefusedMiddleware:
    """Wagtail publishes from many places (editor, list, workflow, translation screen); all of them end here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, PublishRefused) or not request.path.startswith("/cms/"):
            return None
        messages.error(request, str(exception))
        back = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return redirect(back if is_ours else "wagtailadmin_home")
