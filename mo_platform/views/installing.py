"""What makes a site something that can be put on a phone: the worker that answers without a connection, and the manifest."""

import json

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from mo_platform.navigation import current_language, portal_url
from people import api as people

WORKER_SCRIPTS = (
    "js/vendor/workbox-core.js",
    "js/vendor/workbox-routing.js",
    "js/vendor/workbox-strategies.js",
    "js/vendor/workbox-range-requests.js",
    "js/offline-worker.js",
)
TEAL, PAPER = "#15666a", "#fbf6ec"  # --brand and --paper of css/tokens.css; a manifest knows no tokens


@people.everybody
@require_safe
def service_worker(request) -> HttpResponse:
    """The service worker of the whole site. It changes when one of its scripts does; js/take-along.js asks for it."""
    names = ", ".join(json.dumps(static(path)) for path in WORKER_SCRIPTS)
    response = HttpResponse(f"importScripts({names});\n", content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, no-cache"
    return response


@people.everybody
@require_safe
def app_manifest(request) -> JsonResponse:
    """The web app manifest (W3C) in the language of the address."""
    language = current_language()
    response = JsonResponse(
        {
            "id": "/",
            "name": settings.SITE_NAME,
            "short_name": settings.SITE_NAME,
            "lang": language.code,
            "dir": language.direction,
            "start_url": portal_url("home"),
            "scope": "/",
            "display": "standalone",
            "theme_color": TEAL,
            "background_color": PAPER,
            "icons": [
                _icon("icons/logo.svg", "any"),
                _icon("icons/logo-192.png", "192x192"),
                _icon("icons/logo-512.png", "512x512"),
                _icon("icons/logo-maskable-512.png", "512x512", purpose="maskable"),
            ],
        },
        content_type="application/manifest+json",
    )
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _icon(path: str, sizes: str, **more: str) -> dict[str, str]:
    kind = "image/svg+xml" if path.endswith(".svg") else "image/png"
    return {"src": static(path), "sizes": sizes, "type": kind, **more}
