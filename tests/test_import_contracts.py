"""The house is built as docs/concepts/house.md draws it: calls go down, and each app is entered by its door."""

import subprocess
import sys
import tomllib
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
ROOMS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))


def test_nobody_imports_from_above_or_past_a_door():
    """In a process of its own: the linter silences every logger of the one it runs in."""
    linter = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == EXIT_STATUS_SUCCESS, ran.stdout + ran.stderr


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
