"""Middleware of the whole house: language, content policy, and the hiding of what is not yours in /cms/."""

import re
import secrets

import brotli
from django.conf import settings
from django.http import Http404
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path
from django.views.defaults import page_not_found

from core.languages import SOURCE_LANGUAGE

from . import cms_scope, cms_side_doors, phone
from .asked_languages import choose_language

BROTLI_QUALITY, BROTLI_QUALITY_OF_HEAVY = 5, 7
HEAVY = 64_000  # bytes, unpacked: a lesson with Dutch beside it, or with voices
STAFF_PATHS = ("/cms/", "/guide/", "/accounts/")


class LanguageMiddleware(LocaleMiddleware):
    """The language of the address for learners, Dutch for staff (the law wants staff screens in Dutch)."""

    def process_request(self, request):
        if request.path.startswith(STAFF_PATHS):
            code = SOURCE_LANGUAGE
        else:  # an address that names a language is answered in it, a hidden draft too
            code = get_language_from_path(request.path_info) or choose_language(request).code.lower()
        translation.activate(code)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request, response):
        """What does not exist on a staff address (or one for programs) stays missing; Django would look for it below a
        language instead."""
        if request.path.startswith((*STAFF_PATHS, "/progress/")):
            response.headers.setdefault("Content-Language", translation.get_language())
            return response
        read_in = get_language_from_path(request.path_info)
        if read_in and response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html"):
            phone.note_language(request, response, read_in)
        elif not read_in:
            patch_vary_headers(response, ("Cookie",))
        return super().process_response(request, response)


class CompressionMiddleware(GZipMiddleware):
    """Texts travel compressed, whatever stands before us: newcomers pay for every kilobyte. Pictures and sound already are.

    Brotli where the browser takes it: a tenth smaller than gzip here, at four fifths of its cost. Like Django's gzip it hides the
    exact length of a page (BREACH, breachattack.com), with a comment of random length at its end. A heavy page is packed with
    more effort: 3 % smaller for a fifth more time.
    """

    def process_response(self, request, response):
        kind = response.headers.get("Content-Type", "")
        if not kind.startswith(("text/", "application/json", "image/svg+xml")):
            return response
        if not _takes_brotli(request) or not self._may_pack(response):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        padding = _make_padding() if kind.startswith("text/html") else b""
        content = response.content
        quality = BROTLI_QUALITY_OF_HEAVY if len(content) > HEAVY else BROTLI_QUALITY
        packed = brotli.compress(content + padding, quality=quality)
        if len(packed) >= len(content):
            return response
        response.content = packed
        response.headers["Content-Length"] = str(len(packed))
        response.headers["Content-Encoding"] = "br"
        if phone.counts_data(request):  # behind a service worker a browser knows only the unpacked size
            response.headers["Server-Timing"] = f"size;dur={len(packed)}"
        if etag := response.get("ETag"):
            response.headers["ETag"] = "W/" + etag.removeprefix("W/")
        return response

    def _may_pack(self, response) -> bool:
        return not response.streaming and len(response.content) >= 200 and not response.has_header("Content-Encoding")


def _make_padding() -> bytes:
    return f"<!-- {secrets.token_hex(secrets.randbelow(GZipMiddleware.max_random_bytes))} -->".encode()


def _takes_brotli(request) -> bool:
    return bool(re.search(r"\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))", request.headers.get("Accept-Encoding", "")))


class ContentPolicyMiddleware(ContentSecurityPolicyMiddleware):
    """A strict policy everywhere; Wagtail's admin, which needs inline scripts, has its own."""

    def process_response(self, request, response):
        if request.path.startswith("/cms/") and not hasattr(response, "_csp_config"):
            response._csp_config = settings.CMS_CSP
        return super().process_response(request, response)


class HiddenObjectsMiddleware:
    """In /cms/ a refusal says that something exists. Whoever may not touch a page or a thing gets what is given for a
    missing one (mo_platform.cms_scope says which pages those are)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if self._is_for_author(request) and cms_scope.is_refusal(response):
            cms_scope.forget_refusal(request)
            return self._missing(request)
        return response

    def process_view(self, request, view, args, kwargs):
        if self._is_for_author(request):
            asked = cms_scope.list_pages_asked_for(request, kwargs)
            is_hidden = not all(cms_scope.may_see_page(request.user, page_id) for page_id in asked)
            if is_hidden or cms_scope.is_closed_report(request) or cms_side_doors.is_closed(request, kwargs):
                return self._missing(request)
        return None

    def _is_for_author(self, request) -> bool:
        return request.path.startswith("/cms/") and request.user.is_authenticated

    def _missing(self, request):
        return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")
