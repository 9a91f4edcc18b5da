"""WSGI entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mo_platform.settings.production")
application = get_wsgi_application()
# Code, models and catalogues stay until the process ends: the collector need not look at them again and again.
gc.collect()
gc.freeze()
