# One image for web, worker and beat; the command tells which.
FROM python:3.13-slim-bookworm AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir 'uv>=0.9'
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev

FROM python:3.13-slim-bookworm
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=mo_platform.settings.production \
    STATIC_ROOT=/app/static_root VAR_DIR=/var/lib/mo
RUN useradd --system --create-home mo && mkdir -p /var/lib/mo && chown mo /var/lib/mo
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY . .
# Collecting static files needs settings that load, not real secrets.
RUN python scripts/messages.py compile \
    && DJANGO_SETTINGS_MODULE=mo_platform.settings.dev python manage.py collectstatic --noinput -v 0
USER mo
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=3s CMD ["python", "-c", "import urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'X-Forwarded-Proto': 'https'}))"]
CMD ["gunicorn", "mo_platform.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "2", "--no-control-socket", "--access-logfile", "-"]
