#!/usr/bin/env python
"""Catalogues without gettext's own programs, which a fresh machine lacks: Babel reads, updates and compiles them.

extract: bring locale/*/LC_MESSAGES/django.po up to date with the marked strings of code and templates
compile: write the .mo files that Django reads (only those older than their .po)
check:   exit 1 when extract would change a catalogue, or a string waits for its translation
"""

import re
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS
from babel.messages.extract import extract as extract_messages
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE_LANGUAGE = "nl"
LOCALE = ROOT / "locale"
ROOMS = [
    "core",
    "people",
    "media",
    "curriculum",
    "assessments",
    "lessons",
    "progress",
    "pretrajectory",
    "plans",
    "interop",
    "mo_platform",
]
#: Where sentences stand that only staff read. Staff work in Dutch (the language law), so only Dutch needs them.
STAFF_ONLY = (
    "mo_platform/bank/",
    "mo_platform/tasks_cms/",
    "mo_platform/portals/guide/",
    "mo_platform/templates/portals/guide/",
    "mo_platform/templates/cms/",
    "mo_platform/templates/403_staff",
    "mo_platform/templates/404_staff",
    "mo_platform/templates/account/",
    "mo_platform/templates/components/staff_account",
    "mo_platform/templates/allauth/",
    "mo_platform/templates/mfa/",
    "mo_platform/templates/socialaccount/",
    "mo_platform/templates/wagtailadmin/",
    "mo_platform/templates/pages/site_messages",
    "mo_platform/templates/pages/style",
    "mo_platform/views/style",
    "mo_platform/cms_",
    "mo_platform/wagtail_hooks",
    "interop/domain/",
    "interop/enums",
    "interop/forms",
    "interop/models/",
    "interop/questions/",
    "interop/rules",
    "interop/templates/",
    "interop/views",
    "curriculum/",
    "media/",
    "assessments/enums",
    "assessments/domain/checks",
    "assessments/domain/cluster",
    "assessments/domain/content",
    "assessments/domain/importing",
    "assessments/domain/merging",
    "assessments/domain/questions",
    "assessments/domain/steps",
    "assessments/domain/working_copies",
    "assessments/domain/writing_tests",
    "assessments/engine/",
    "lessons/domain/authored",
    "lessons/domain/publishing",
    "lessons/domain/question_lint",
    "lessons/domain/sign_offs",
    "lessons/domain/workbench",
    "lessons/models/",
    "lessons/blocks/",
    "lessons/packs/",
    "lessons/rights",
    "lessons/templates/lessons/cms/",
    "lessons/templates/wagtailadmin/",
    "lessons/wagtail_hooks",
    "lessons/management/",
    "people/adapters",
    "people/domain/admin_",
    "people/domain/staff_accounts",
    "people/models/",
    "people/second_factor",
    "people/staff_",
    "people/views/staff",
    "plans/domain/",
    "plans/models/",
    "progress/domain/assigning",
)
#: How code and templates speak another language than that of the page: somebody else than staff reads what follows.
LANGUAGE_SWITCH = re.compile(r"\boverride\(|\{% language ")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_noop": None,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    # What the engine raises is translated by the domain: the engine knows no gettext.
    "BadItem": None,
    "BadAreas": None,
    "BadAnswers": None,
}


def compile_catalogues() -> int:
    """Compile what changed; returns how many files were written."""
    written = 0
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with mo.open("wb") as target:
            write_mo(target, read_catalogue(po))
        written += 1
    return written


@cache
def collect(*, with_staff: bool) -> Catalog:
    """Every marked string of the house with where it stands, or only those that newcomers and guests may read."""
    template = Catalog(project="mo-platform")
    for path in _sources():
        text = path.read_text(encoding="utf-8")
        python = _as_python(text, path) if path.suffix in {".html", ".txt"} else text
        place = str(path.relative_to(ROOT))
        if place.startswith(STAFF_ONLY) and not with_staff:
            continue
        for _line, message, comments, context in extract_messages(
            "python", BytesIO(python.encode()), keywords=KEYWORDS, comment_tags=["Translators:"]
        ):
            if message and message != ("", ""):
                template.add(message, locations=[(place, None)], auto_comments=comments, context=context)
    return template


def extract() -> list[Path]:
    """Write the catalogues that the code has outgrown; new strings stay empty until somebody translates them."""
    changed = []
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        before = po.read_bytes()
        after = _updated(po)
        if after != before:
            po.write_bytes(after)
            changed.append(po)
    return changed


def check() -> list[str]:
    """What is wrong with the catalogues, as sentences; empty when all is well."""
    faults = find_misplaced()
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        place = po.relative_to(ROOT)
        if _updated(po) != po.read_bytes():
            faults.append(f"{place} is behind the code: run make messages")
        for message in read_catalogue(po):
            if message.id and not is_translated(message):
                faults.append(f"{place}: no translation of {message.id!r}")
            faults += [f"{place}: {message.id!r}: {error}" for error in message.check()]
    return faults


def find_misplaced(root: Path = ROOT) -> list[str]:
    """Where a place that only staff should read speaks other languages, with sentences nobody would translate there."""
    return [
        f"{place} speaks other languages than Dutch: move its sentences out of the places that only staff read"
        for place, text in ((str(path.relative_to(root)), path.read_text(encoding="utf-8")) for path in _sources(root))
        if place.startswith(STAFF_ONLY) and LANGUAGE_SWITCH.search(text)
    ]


def _as_python(text: str, path: Path) -> str:
    """The calls of a template as Django sees them, without the indentation that Python would stumble over."""
    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())


def is_translated(message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(strings)


def _updated(po: Path) -> bytes:
    catalogue = read_catalogue(po)
    template = collect(with_staff=po.parts[-3] == SOURCE_LANGUAGE)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    target = BytesIO()
    write_po(
        target, catalogue, ignore_obsolete=True, sort_output=True, width=120, include_lineno=False, omit_header=False
    )
    return target.getvalue()


def read_catalogue(po: Path) -> Catalog:
    with po.open("rb") as source:
        return read_po(source, locale=po.parts[-3])


def _sources(root: Path = ROOT) -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((root / room).rglob("*")):
            is_code = path.suffix == ".py" and "migrations" not in path.parts
            is_template = path.suffix in {".html", ".txt"} and "templates" in path.parts
            if is_code or is_template:
                yield path


if __name__ == "__main__":
    word = sys.argv[1] if len(sys.argv) > 1 else "compile"
    if word == "extract":
        for po in extract():
            print(f"updated {po.relative_to(ROOT)}")
    elif word == "check":
        faults = check()
        print("\n".join(faults) or "catalogues are complete")
        sys.exit(bool(faults))
    else:
        print(f"{compile_catalogues()} catalogues compiled")
