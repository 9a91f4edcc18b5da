"""Machines ask whether we live and can work, and where to report a hole."""

from datetime import datetime

import pytest
from django.utils import timezone

from mo_platform.views import health


def test_alive_without_touching_the_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_every_part_answers(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {"database": "ok", "migrations": "ok", "cache": "ok", "broker": "ok"},
    }


@pytest.mark.django_db
def test_not_ready_without_a_broker_and_no_secret_is_told(client, settings, tmp_path):
    settings.CELERY_BROKER_URL = "filesystem://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(tmp_path / "gone")}
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"] == {"database": "ok", "migrations": "ok", "cache": "ok", "broker": "failed"}
    assert "gone" not in response.content.decode()


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client, monkeypatch):
    from django.db.migrations.recorder import MigrationRecorder

    monkeypatch.setattr(health, "_migrated", False)
    MigrationRecorder.Migration.objects.filter(app="mo_roof").delete()
    assert client.get("/readyz").json()["checks"]["migrations"] == "failed"


def test_security_txt_names_a_contact_and_does_not_expire_soon(client, settings):
    settings.PUBLIC_URL = "https://mo.example"
    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response["Content-Type"].startswith("text/plain")
    assert fields["Contact"] == "https://mo.example/nl/accessibility/?about=security#message"
    assert fields["Canonical"] == "https://mo.example/.well-known/security.txt"
    days = (datetime.fromisoformat(fields["Expires"]) - timezone.now()).days
    assert 30 < days < 366
    settings.SECURITY_CONTACT = "mailto:veilig@mo.example"
    assert "Contact: mailto:veilig@mo.example" in client.get("/.well-known/security.txt").content.decode()


def test_search_engines_stay_out_of_what_is_about_people(client):
    assert "Disallow: /guide/" in client.get("/robots.txt").content.decode()
