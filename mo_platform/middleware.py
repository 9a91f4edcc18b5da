"""Middleware of the whole house: language, content policy, and the hiding of what is not yours in /cms/."""

from django.conf import settings
from django.http import HttpResponseNotFound
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from core.languages import SOURCE_LANGUAGE

STAFF_PATHS = ("/cms/", "/guide/", "/accounts/")


class LanguageMiddleware(LocaleMiddleware):
    """The language of the address for learners, Dutch for staff (the law wants staff screens in Dutch)."""

    def process_request(self, request):
        if request.path.startswith(STAFF_PATHS):
            translation.activate(SOURCE_LANGUAGE)
            request.LANGUAGE_CODE = SOURCE_LANGUAGE
            return None
        return super().process_request(request)

    def process_response(self, request, response):
        """What does not exist on a staff address (or one for programs) stays missing; Django would look for it below a
        language instead."""
        if request.path.startswith((*STAFF_PATHS, "/progress/")):
            response.headers.setdefault("Content-Language", translation.get_language())
            return response
        return super().process_response(request, response)


class ContentPolicyMiddleware(ContentSecurityPolicyMiddleware):
    """A strict policy everywhere; Wagtail's admin, which needs inline scripts, has its own."""

    def process_response(self, request, response):
        if request.path.startswith("/cms/") and not hasattr(response, "_csp_config"):
            response._csp_config = settings.CMS_CSP
        return super().process_response(request, response)


class HiddenObjectsMiddleware:
    """In /cms/ a refusal says that something exists. Signed-in staff get 404 instead, as for what is missing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        refused = response.status_code == 403 or getattr(response, "is_permission_refusal", False)
        if refused and request.path.startswith("/cms/") and request.user.is_authenticated:
            return HttpResponseNotFound()
        return response
