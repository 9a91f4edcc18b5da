import shutil
from pathlib import Path

import pytest
import yaml

from lessons.packs.loading import load_pack
from tests.kept import fetch

from .support import NOW, SMALL, make_platform


@pytest.fixture(scope="session")
def platform_rows(kept_rows):
    return make_platform()


@pytest.fixture(scope="session")
def loaded_rows(platform_rows):
    return load_pack(folder=SMALL, at=NOW)


@pytest.fixture
def platform(platform_rows, db):
    return fetch(platform_rows)


@pytest.fixture
def small_pack(tmp_path) -> Path:
    """A copy of the small pack that a test may spoil."""
    return Path(shutil.copytree(SMALL, tmp_path / "klein"))


@pytest.fixture
def edit(small_pack):
    """Changes one file of the copy: `edit("module.yaml", lambda data: data.update(...))`."""

    def change(name: str, how) -> None:
        file = small_pack / name
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        how(data)
        file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")

    return change


@pytest.fixture
def load(platform, small_pack):
    """Loads the copy of the small pack."""

    def run(**options):
        return load_pack(folder=small_pack, at=NOW, **options)

    return run


@pytest.fixture
def loaded(loaded_rows, db):
    """The small pack is loaded; what that reported."""
    return loaded_rows
