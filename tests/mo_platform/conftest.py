import os
import shutil

import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, or the one that `make test` found."""
    return browser_type_launch_args | {
        "executable_path": os.environ.get("TEST_BROWSER") or shutil.which("chromium") or None,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
    }
