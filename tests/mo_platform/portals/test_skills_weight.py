"""What the screening costs who pays for each megabyte: the first visit, and each task after it. Without sound."""

import re
from urllib.parse import urlsplit

import brotli
import pytest
from django.contrib.staticfiles import finders

from pretrajectory import api as pretrajectory
from pretrajectory.models import TaskTry
from tests.factories import NOW, make_newcomer
from tests.pretrajectory.factories import after, load_tasks, make_report

from .conftest import phone_of

FIRST_VISIT, NEXT_TASK = 150_000, 25_000
#: Everything a page or a script names that the browser fetches from us; pictures in the text and fonts stand in style sheets.
NAMED = re.compile(r'(?:href|src|data-[a-z]+)="(/static/[^"#]+)')
IMPORTED = re.compile(r"""(?:from|import)\s*\(?["']\./([\w/.-]+\.js)["']""")
FONT = re.compile(r"\.woff2$")


def list_files(html: str) -> set[str]:
    """The static files of a page, with what its scripts import."""
    files = {urlsplit(path).path.removeprefix("/static/") for path in NAMED.findall(html)}
    waiting = [name for name in files if name.endswith(".js")]
    while waiting:
        name = waiting.pop()
        folder = name.rpartition("/")[0]
        more = {f"{folder}/{other}" for other in IMPORTED.findall(read(name).decode())} - files
        files |= more
        waiting += more
    return {name for name in files if not FONT.search(name)}


def read(name: str) -> bytes:
    found = finders.find(name)
    assert found, f"{name} is not there"
    with open(found, "rb") as file:
        return file.read()


def pack(content: bytes) -> int:
    return len(brotli.compress(content, quality=5))


@pytest.mark.django_db
@pytest.mark.parametrize("device", ["phone", "computer"])
def test_the_first_visit_and_each_further_task_stay_light(device):
    load_tasks()
    newcomer = make_newcomer(languages=["ar"])
    client = phone_of(newcomer)
    pretrajectory.start_screening(newcomer=newcomer, device=device, is_assisted=False, at=NOW)
    page = client.get("/ar/skills/")
    costs, had = [pack(page.content)], list_files(page.content.decode())
    costs[0] += sum(pack(read(name)) for name in had)
    while (answer := client.get("/ar/skills/do/")).status_code == 200:
        files = list_files(answer.content.decode())
        costs.append(pack(answer.content) + sum(pack(read(name)) for name in files - had))
        had |= files
        task_try = TaskTry.objects.filter(screening__newcomer=newcomer, report__isnull=True).get()
        report = make_report(task_try)
        report["steps"] = [step | {"t": step["t"] + len(costs)} for step in report["steps"]]
        pretrajectory.report_try(newcomer=newcomer, uuid=task_try.uuid, report=report, at=after(task_try))
    assert len(costs) > len(pretrajectory.Skill)
    assert 20_000 < costs[0] + costs[1] <= FIRST_VISIT
    assert max(costs[2:]) <= NEXT_TASK
