"""The house is built as docs/concepts/house.md draws it: calls go down, and each app is entered by its door."""

import tomllib
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
ROOMS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))


@pytest.fixture
def at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT))  # which also takes back what the linter adds


def test_nobody_imports_from_above_or_past_a_door(at_the_root, capsys):
    status = lint_imports(no_logo=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_app_stands_on_a_floor_and_has_a_door():
    layers = next(contract["layers"] for contract in CONTRACTS["contracts"] if contract["type"] == "layers")
    doors = {
        name.split(".")[0]
        for contract in CONTRACTS["contracts"]
        if contract["type"] == "protected"
        for name in contract["protected_modules"]
    }
    assert sorted(layers) == sorted(CONTRACTS["root_packages"]) == ROOMS
    assert doors == set(ROOMS) - {"mo_platform", "core"}, "the roof is above everybody, core is open to everybody"
