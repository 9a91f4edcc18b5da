"""The addresses of the house. Each has a rule for each role in tests/matrix/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from mo_platform.demo.links import demo_sign_in
from mo_platform.views import health, installing, pages, site_messages, style, well_known
from people.views.sign_in import card_address
from people.views.staff_sign_in import send_to_sign_in

handler400 = "mo_platform.views.errors.bad_request"
handler403 = "mo_platform.views.errors.permission_denied"
handler404 = "mo_platform.views.errors.page_not_found"
handler500 = "mo_platform.views.errors.server_error"

#: First, for they are asked most, and an address is looked for from top to bottom.
LEARNER_PATTERNS = i18n_patterns(
    path("", include("mo_platform.portals.learner_urls")),
    path("", include("people.urls")),
    path("about/", pages.about, name="about"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("manifest.webmanifest", installing.app_manifest, name="app_manifest"),
    path("display/", pages.display, name="display"),
    path("_util/login/", send_to_sign_in, name="page_sign_in"),  # before Wagtail's
    path("", include("lessons.urls")),  # takes every address that is left over
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)

urlpatterns = [
    *LEARNER_PATTERNS,
    path("progress/", include("progress.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path(".well-known/security.txt", well_known.security_txt, name="security_txt"),
    path("robots.txt", well_known.robots_txt, name="robots_txt"),
    path("worker.js", installing.service_worker, name="service_worker"),
    path("style/", style.style_page, name="style_page"),
    path("guide/deliveries/", include("interop.urls")),
    path("guide/", include("mo_platform.portals.guide.urls")),
    path("guide/site-messages/", site_messages.site_messages, name="site_messages"),
    path("cms/login/", send_to_sign_in, name="cms_sign_in"),  # before Wagtail's, which asks for a password alone
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/", include("media.urls")),
    path("accounts/", include("people.staff_urls")),
    path("card/", card_address, name="card_address"),
]

if settings.DEMO_SIGN_IN_LINKS:
    urlpatterns.append(path("demo/sign-in/<str:token>/", demo_sign_in, name="demo_sign_in"))
