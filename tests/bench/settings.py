"""The production configuration on one machine, with the demo's people, so that a generator can sign in."""

import os

os.environ.setdefault("SECRET_KEY", "bench-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789")
os.environ.setdefault("CARD_PEPPER", "bench-0123456789-abcdefghijklmnopqrstuvwxyz")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:6379/8")
os.environ.setdefault("CELERY_BROKER_URL", "amqp://guest:guest@127.0.0.1:5672//")
os.environ.setdefault("PUBLIC_URL", "http://127.0.0.1:8790")

from mo_platform.settings.production import *  # noqa: F403

DEMO_SIGN_IN_LINKS = True  # only to prepare the people; the addresses are not asked
SHOW_DRAFT_TRANSLATIONS = True
SECURE_SSL_REDIRECT = False
LOGGING = {"version": 1, "disable_existing_loggers": True}
CELERY_TASK_ALWAYS_EAGER = False
