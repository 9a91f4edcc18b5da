"""The Celery application. Every task may run twice; a row in our own database says what is done."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mo_platform.settings.production")
TRANSPORT_ALIASES["filesystem"] = "mo_platform.file_broker:Transport"
app = Celery("mo_platform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
