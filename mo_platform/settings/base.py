"""Settings that hold everywhere. Values that differ per installation come from the environment (docs/reference/settings.md)."""

from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from django.utils.csp import CSP

from core import languages

from .staff_sign_in import *

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

languages.register_with_django()

SITE_NAME = "MO-platform"
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
PUBLIC_URL = env("PUBLIC_URL", default="http://127.0.0.1:8000")
SECURITY_CONTACT = env("SECURITY_CONTACT", default="")  # mailto: or https: for security.txt; empty: our message form
SOURCE_URL = env("SOURCE_URL", default="")  # where the source code can be had; shown on the about page
UNKNOWN_ICON_FAILS = False  # the tests see a misspelt icon; a reader never does
CSRF_FAILURE_VIEW = "mo_platform.views.errors.csrf_failure"

INSTALLED_APPS = [
    "mo_platform.apps.RoofConfig",
    "interop",
    "plans",
    "progress",
    "pretrajectory",
    "lessons",
    "assessments",
    "curriculum",
    "media",
    "people",
    "core",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",  # Wagtail's search uses its fields where the database is PostgreSQL
]
# No django.contrib.admin: staff work in /guide/ and /cms/; a third door would need its own locks.

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mo_platform.middleware.CompressionMiddleware",
    "mo_platform.middleware.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mo_platform.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.middleware.PrivateAnswersMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.StaffSecondFactorMiddleware",
    "people.middleware.NewcomerSessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mo_platform.middleware.HiddenObjectsMiddleware",
    "lessons.middleware.PublishRefusedMiddleware",
    "axes.middleware.AxesMiddleware",
    "mo_platform.hearing.HearingMiddleware",
]

ROOT_URLCONF = "mo_platform.urls"
WSGI_APPLICATION = "mo_platform.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "mo_platform" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mo_platform.context.page_frame",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN instead of failing halfway; reads stay outside atomic().
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;",
        }
    )
else:
    DATABASES["default"]["ENGINE"] = "mo_platform.postgresql"
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    if env.bool("DATABASE_PREPARES", default=True):  # PostgreSQL plans what it is asked again and again once
        DATABASES["default"].setdefault("OPTIONS", {}).update({"server_side_binding": True, "prepare_threshold": 5})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": (
        {"BACKEND": "mo_platform.redis_cache.RedisCache", "LOCATION": env("REDIS_URL")}
        if env("REDIS_URL", default="")
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "mo"}
    )
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False  # our scripts read it to send events
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in a frame
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which wants DENY
SECURE_REFERRER_POLICY = "same-origin"

# People
AUTH_USER_MODEL = "mo_people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "people.backends.NewcomerBackend",
    "people.backends.StaffBackend",
]
CARD_PEPPER = env(
    "CARD_PEPPER", default="only-for-one-machine"
)  # keys the hashes of cards and devices; never change it
DEVICE_COOKIE = "mo_phone"
TRUSTS_PROXY = env.bool("TRUSTS_PROXY", default=False)  # read the client's address from X-Forwarded-For
DEMO_SIGN_IN_LINKS = False  # production refuses to start with them

# Languages
LANGUAGE_CODE = languages.SOURCE_LANGUAGE
LANGUAGES = [(language.code, language.endonym) for language in languages.list_languages()]
LANGUAGES_BIDI = [language.code.lower() for language in languages.list_languages() if language.is_rtl]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True
# Drafts (translations no native speaker has checked) are shown where the organisation opted in; the demo opts in.
SHOW_DRAFT_TRANSLATIONS = env.bool("SHOW_DRAFT_TRANSLATIONS", default=False)
INACTIVE_AFTER_DAYS = env.int("INACTIVE_AFTER_DAYS", default=30)  # who does nothing so long asks for attention
INTERFACE_RECHECK_SECONDS = 5  # how long a process may not know that an interface language was checked

# Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "mo_platform" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if env("S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "media.storage.OwnAddressS3Storage",
        "OPTIONS": {
            "bucket_name": env("S3_BUCKET"),
            "endpoint_url": env("S3_ENDPOINT_URL", default=None),
            "access_key": env("S3_ACCESS_KEY", default=None),
            "secret_key": env("S3_SECRET_KEY", default=None),
            "querystring_auth": True,
        },
    }
# Machine voices, where installed: espeak-ng, and piper with a voice file per language (PIPER_VOICES="nl=/…/nl.onnx,fr=…")
ESPEAK = env("ESPEAK", default="espeak-ng")
PIPER = env("PIPER", default="piper")
PIPER_VOICES: dict[str, str] = env.dict("PIPER_VOICES", default={})
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# Wagtail
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
WAGTAILIMAGES_IMAGE_MODEL = "mo_media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "mo_media.Attachment"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]  # SVG only by a content pack, sanitised
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, object]] = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ALLOW_UNICODE_SLUGS = False

# Content policy: learner, staff and sign-in pages; /cms/ has its own (mo_platform.middleware).
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
    "manifest-src": [CSP.SELF],
}
CMS_CSP = {
    **SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
    "worker-src": [CSP.SELF, "blob:"],
}

# Jobs: a row of ours is the truth, the broker only wakes a worker.
CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="filesystem://")
if CELERY_BROKER_URL == "filesystem://":
    _broker_dir = VAR_DIR / "broker"
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "data_folder_in": str(_broker_dir / "queue"),
        "data_folder_out": str(_broker_dir / "queue"),
        "processed_folder": str(_broker_dir / "processed"),
        "control_folder": str(_broker_dir / "control"),
        "store_processed": False,
        "polling_interval": 0.15,
    }
CELERY_TASK_DEFAULT_QUEUE = env("CELERY_QUEUE", default="mo")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2  # a web request that wakes a worker never waits longer for the broker
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    # A wake-up that nobody fetched in time is dropped: while no worker runs they would pile up.
    "deliver-due": {"task": "interop.tasks.sweep_deliveries", "schedule": 2.0, "options": {"expires": 4}},
    "go-on-speaking": {"task": "media.tasks.sweep_speaking", "schedule": 15.0, "options": {"expires": 15}},
    "retry-pending-plan-updates": {
        "task": "plans.tasks.sweep_pending_updates",
        "schedule": 5.0,
        "options": {"expires": 10},
    },
    "end-tests": {"task": "assessments.tasks.sweep_attempts", "schedule": 30.0, "options": {"expires": 30}},
    "correct-results": {"task": "assessments.tasks.sweep_corrections", "schedule": 15.0, "options": {"expires": 15}},
    "sweep-question-files": {"task": "interop.tasks.sweep_question_files", "schedule": crontab(hour=3, minute=50)},
    "publish-scheduled": {"task": "lessons.tasks.publish_scheduled_pages", "schedule": 60.0},
    "count-questions": {
        "task": "assessments.tasks.compute_item_statistics",
        "schedule": crontab(hour=3, minute=20),
        "options": {"expires": 3600},
    },
}

# Receivers of plan news: https to public addresses; an internal network is opened by name (CIDR).
INTEROP_PLAIN_HTTP = False
INTEROP_PRIVATE_NETWORKS = env.list("INTEROP_PRIVATE_NETWORKS", default=[])
INTEROP_CA_FILE = env("INTEROP_CA_FILE", default="")

MAILERS: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {"django_tasks": {"level": "WARNING"}},  # four lines per saved page say nothing
}
