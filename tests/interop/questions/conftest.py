import json

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from people.enums import OrganisationKind
from tests.factories import OrganisationFactory


@pytest.fixture(autouse=True)
def in_english():
    """What the readers tell is compared as it stands in the code."""
    with override("en"):
        yield


@pytest.fixture
def ligo(db):
    return OrganisationFactory(code="ligo", name="Ligo", kind=OrganisationKind.PARTNER)


@pytest.fixture
def bring(ligo, tmp_path):
    """Imports a file through the command and gives its report: `bring("gift", "…")`. With `error` in it when it failed."""

    def run(form, data, *, bank="bank", language="nl", **options):
        path, report = tmp_path / f"questions.{form}", tmp_path / "report.json"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        report.unlink(missing_ok=True)
        try:
            call_command("import_questions", path, form=form, bank=bank, language=language, report=report, **options)
        except CommandError as problem:
            told = json.loads(report.read_text())
            assert told["error"] == str(problem)
            return told
        told = json.loads(report.read_text())
        assert told["found"] == told["created"] + told["updated"] + told["unchanged"] + len(told["refused"])
        return told

    return run


@pytest.fixture
def send(tmp_path):
    """Exports a bank through the command and gives the bytes."""

    def run(form, *, bank="bank", language="nl"):
        path = tmp_path / f"sent.{form}"
        call_command("export_questions", path, form=form, bank=bank, language=language)
        return path.read_bytes()

    return run


def counts(report):
    return (*(report[name] for name in ("found", "created", "updated", "unchanged")), len(report["refused"]))
