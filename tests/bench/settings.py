"""The production configuration on one machine, with the demo's people so that a generator can sign in.

On SQLite as near to it as goes: production itself refuses to start without a server.
"""

import os

HAS_SERVERS = not os.environ["DATABASE_URL"].startswith("sqlite")
os.environ.setdefault("SECRET_KEY", "bench-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789")
os.environ.setdefault("CARD_PEPPER", "bench-0123456789-abcdefghijklmnopqrstuvwxyz")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")
os.environ.setdefault("PUBLIC_URL", "http://127.0.0.1:8790")
if HAS_SERVERS:
    os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:6379/8")
    os.environ.setdefault("CELERY_BROKER_URL", "amqp://guest:guest@127.0.0.1:5672//")

if HAS_SERVERS:
    from mo_platform.settings.production import *  # noqa: F403
else:
    from mo_platform.settings.base import *  # noqa: F403

    SECRET_KEY, CARD_PEPPER = os.environ["SECRET_KEY"], os.environ["CARD_PEPPER"]
    ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS = ["127.0.0.1"], [os.environ["PUBLIC_URL"]]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DEMO_SIGN_IN_LINKS = True  # only to prepare the people; the addresses are not asked
SHOW_DRAFT_TRANSLATIONS = True
SECURE_SSL_REDIRECT = False
LOGGING = {"version": 1, "disable_existing_loggers": True}
CELERY_TASK_ALWAYS_EAGER = False
