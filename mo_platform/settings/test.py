"""Settings of the test suite. The database comes from DATABASE_URL, SQLite by default; jobs are run by the tests."""

import os

from .base import *
from .base import CACHES, DATABASES, LANGUAGES, VAR_DIR, WAGTAILSEARCH_BACKENDS, env

SECRET_KEY = "tests"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEMO_SIGN_IN_LINKS = True
SHOW_DRAFT_TRANSLATIONS = True
# What a test changes is seen at once. A look every five seconds would be one query more wherever a slow machine is by then.
CURRICULUM_RECHECK_SECONDS = INTERFACE_RECHECK_SECONDS = 3600
UNKNOWN_ICON_FAILS = True
INTEROP_PLAIN_HTTP = True
INTEROP_PRIVATE_NETWORKS = ["127.0.0.0/8"]  # the demo's receiver runs on this machine
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# An organisation has a shelf in each of these, so every test with lessons pays for them; the tests of twenty ask for twenty.
WAGTAIL_CONTENT_LANGUAGES = [(code, name) for code, name in LANGUAGES if code in ("nl", "en", "fr", "ar")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Where a demo collected its files here, reading all their names for each test client would take a fifth of the time.
WHITENOISE_AUTOREFRESH = True
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
# Authors' search in /cms/ and where it says that something is used are Wagtail's own; feeding their indexes would cost every
# published page a fifth of its time. `make demo`, which a walkthrough starts, feeds both.
WAGTAILSEARCH_BACKENDS = {"default": {**WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": False}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="memory://")
if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    # A cache of its own for each test process: emptying one empties the whole database of Redis that it is in.
    _server, _number = CACHES["default"]["LOCATION"].rsplit("/", 1)
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{_server}/{int(_number) + 1 + _worker}"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": None}
elif _migrated := env("TEST_MIGRATED_DATABASE", default=""):
    DATABASES["default"]["TEST"] = {"TEMPLATE": _migrated}
VAR_DIR.mkdir(parents=True, exist_ok=True)  # a fresh clone has none, and the migration check opens the database
