"""The language registry: one data file, read once at start.

Django knows nothing of several of our languages and would show Dutch, left to right, without a word. Everything that
needs a language's name, direction or script asks here.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.conf.locale import LANG_INFO

REGISTRY_FILE = Path(__file__).with_name("languages.toml")
SOURCE_LANGUAGE = "nl"


@dataclass(frozen=True, slots=True)
class Language:
    """One language we speak to people in.

    `code` is a BCP 47 tag as it stands in addresses and in `lang` attributes; `endonym` its own name; `direction`
    "ltr" or "rtl"; `script` an ISO 15924 code; `babel` a CLDR locale identifier; `interface` how far our own catalogue
    is: "source", "checked" or "draft" ("draft" in the registry becomes "checked" by a row, `InterfaceStatus`);
    `not_yet` tells who reads only this language that it is not offered to her, where that is so (a draft of ours).
    """

    code: str
    endonym: str
    name_nl: str
    name_en: str
    script: str
    babel: str
    interface: str
    direction: str = "ltr"
    inherits: str | None = None
    not_yet: str = ""

    def __hash__(self) -> int:  # languages stand in the keys of what is remembered, and few share a code
        return hash(self.code)

    @property
    def is_rtl(self) -> bool:
        return self.direction == "rtl"

    @property
    def is_draft(self) -> bool:
        return self.interface == "draft"


@dataclass(frozen=True, slots=True)
class InterfaceStatus:
    """What is known besides the registry: whose interface a named person has checked, and whether drafts are offered."""

    checked: frozenset[str] = frozenset()
    offers_drafts: bool = True


@cache
def _registry() -> dict[str, Language]:
    data = tomllib.loads(REGISTRY_FILE.read_text(encoding="utf-8"))
    return {code: Language(code=code, **fields) for code, fields in data.items()}


class _Status:
    """The status in force in this process, and the languages as it makes them."""

    def __init__(self, status: InterfaceStatus) -> None:
        self.status = status
        self.languages = {
            code: replace(language, interface="checked")
            if language.interface == "draft" and code in status.checked
            else language
            for code, language in _registry().items()
        }


_now = _Status(InterfaceStatus())


def set_interface_status(status: InterfaceStatus) -> None:
    """Whoever keeps the rows says how they stand: from now on each language answers so, in this process."""
    global _now
    if status != _now.status:
        _now = _Status(status)


def get_interface_status() -> InterfaceStatus:
    """How it stands now: a key for what was made of it."""
    return _now.status


def is_offered(language: Language) -> bool:
    """True when readers are offered our interface in this language: it is no draft, or drafts are not hidden."""
    return not language.is_draft or _now.status.offers_drafts


def list_offered_languages() -> list[Language]:
    """The languages that readers may choose; `list_languages` has the hidden drafts too."""
    return [language for language in _now.languages.values() if is_offered(language)]


def list_languages() -> list[Language]:
    """All languages of the registry, in its order."""
    return list(_now.languages.values())


def get_language(code: str) -> Language:
    """The language of a code; case does not matter (Django lower-cases codes in addresses). Raises KeyError."""
    registry = _now.languages
    if code in registry:
        return registry[code]
    for known, language in registry.items():
        if known.lower() == code.lower():
            return language
    raise KeyError(code)


def is_known_language(code: str) -> bool:
    try:
        get_language(code)
    except KeyError:
        return False
    return True


def register_with_django() -> None:
    """Tell Django the names and directions it lacks. Must run before the settings' LANGUAGES are used."""
    for language in _registry().values():
        key = language.code.lower()
        LANG_INFO[key] = {
            "bidi": language.is_rtl,
            "code": key,
            "name": language.name_en,
            "name_local": language.endonym,
        }
