"""One machine, no servers: SQLite, a broker of files, the demo's sign-in links. Used by `make demo` and by developers."""

from .base import *
from .base import CELERY_BROKER_URL, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="only-for-one-machine-never-in-production-0123456789")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
DEMO_SIGN_IN_LINKS = True
SHOW_DRAFT_TRANSLATIONS = True
INTEROP_PLAIN_HTTP = True
INTEROP_PRIVATE_NETWORKS = ["127.0.0.0/8"]  # the demo's receiver runs on this machine
VAR_DIR.mkdir(parents=True, exist_ok=True)
if CELERY_BROKER_URL == "filesystem://":
    for name in ("queue", "control"):
        (VAR_DIR / "broker" / name).mkdir(parents=True, exist_ok=True)
# Compressing every file ahead of time takes half a minute; on one machine nothing travels far.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
