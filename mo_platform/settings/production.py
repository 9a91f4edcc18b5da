"""Production: refuses to start without its secrets, its hosts and its real servers, or with anything of the demo."""

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import DATABASES, env


def _required(name: str) -> str:
    value = env(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} must be set in production (docs/reference/settings.md).")
    return value


SECRET_KEY = _required("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters.")
CARD_PEPPER = _required("CARD_PEPPER")
if len(CARD_PEPPER) < 32:
    raise ImproperlyConfigured("CARD_PEPPER must have at least 32 characters.")
ALLOWED_HOSTS = [host for host in _required("ALLOWED_HOSTS").split(",") if host]
PUBLIC_URL = _required("PUBLIC_URL")
for _name in ("PUBLIC_URL", "OIDC_SERVER_URL"):
    if not env(_name, default="https://").startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise ImproperlyConfigured(f"{_name} must start with https:// (or lie on this very machine).")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
for _name in ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL"):
    _required(_name)
if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
    raise ImproperlyConfigured("Production runs on PostgreSQL.")
if env.bool("DEMO_SIGN_IN_LINKS", default=False):
    raise ImproperlyConfigured("Sign-in links of the demo may not exist in production.")
DEMO_SIGN_IN_LINKS = False

DEFAULT_FROM_EMAIL = env("EMAIL_FROM", default="MO-platform <noreply@" + ALLOWED_HOSTS[0].lstrip(".") + ">")

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, over plain HTTP
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env("EMAIL_HOST", default="localhost"),
            "port": env.int("EMAIL_PORT", default=25),
            "username": env("EMAIL_HOST_USER", default=""),
            "password": env("EMAIL_HOST_PASSWORD", default=""),
            "use_tls": env.bool("EMAIL_USE_TLS", default=False),
        },
    }
}
