"""Whether a file can be trusted: its size, its letters, its XML, its archive. Everything is bounded before it is read."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.formats import number_format
from django.utils.translation import gettext as _

MAX_BYTES = 20_000_000  # of a file, and of what stands unpacked in an archive's member
MAX_LINE_CHARACTERS = 1_000_000
MAX_DEPTH = 60  # of elements in elements
MAX_ELEMENTS = 1_000_000
MAX_QUESTIONS = 20_000
MAX_TEXT_CHARACTERS = 20_000  # of one text of a question
MAX_PARTS = 50
MAX_MEMBERS = 25_000
MAX_UNPACKED_BYTES = 100_000_000
MAX_RATIO = 100
SMALL_MEMBER_BYTES = 100_000  # below this a high ratio is no trick: blank XML packs well

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_DECLARED = re.compile(r"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_PLAIN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1


class UntrustedFile(Exception):
    """The file cannot be trusted, so nothing of it is taken over. The message is one sentence for a person."""


def say_number(number: int) -> str:
    """With its thousands apart, as the language does it."""
    return number_format(number, force_grouping=True)


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises UntrustedFile."""
    try:
        with path.open("rb") as file:
            if not stat.S_ISREG(path.stat().st_mode):
                raise UntrustedFile(_("%(name)s is no ordinary file.") % {"name": path.name})
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise UntrustedFile(
            _("%(name)s cannot be read: %(problem)s.") % {"name": path.name, "problem": problem.strerror}
        ) from None
    return check_size(data)


def check_size(data: bytes) -> bytes:
    """The bytes, when they are neither too many nor none. Raises UntrustedFile."""
    if len(data) > MAX_BYTES:
        raise UntrustedFile(_("The file is larger than %(most)s MB.") % {"most": MAX_BYTES // 1_000_000})
    if not data.strip():
        raise UntrustedFile(_("The file is empty."))
    return data


def read_text(data: bytes, *, longest: int = MAX_LINE_CHARACTERS) -> str:
    """The text of a file, with \\n between lines. Raises UntrustedFile when it is not plain UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UntrustedFile(
            _("The file is not UTF-8: byte %(place)s is none of its letters.") % {"place": problem.start + 1}
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > longest:
            raise UntrustedFile(
                _("Line %(number)s is longer than %(most)s letters.") % {"number": number, "most": say_number(longest)}
            )
    if found := _CONTROLS.search(text):
        place = text.count("\n", 0, found.start()) + 1
        raise UntrustedFile(
            _("Line %(number)s holds a control character (%(code)s).")
            % {"number": place, "code": f"U+{ord(found[0]):04X}"}
        )
    if "\ufffd" in text:
        place = text.count("\n", 0, text.index("\ufffd")) + 1
        raise UntrustedFile(
            _("Line %(number)s holds U+FFFD: letters were lost before the file came here.") % {"number": place}
        )
    return text


class _BoundedBuilder(TreeBuilder):
    """Builds a tree that is neither too deep nor too large."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.count = 0

    def start(self, tag, attrs, /):
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH:
            raise UntrustedFile(_("Its XML is nested deeper than %(most)s elements.") % {"most": MAX_DEPTH})
        if self.count > MAX_ELEMENTS:
            raise UntrustedFile(_("Its XML has more than %(most)s elements.") % {"most": say_number(MAX_ELEMENTS)})
        return super().start(tag, attrs)

    def end(self, tag, /):
        self.depth -= 1
        return super().end(tag)


def read_xml(data: bytes, *, name: str = "", longest: int = MAX_LINE_CHARACTERS) -> Element:
    """The root of an XML document without DTD, entities or depth tricks. Raises UntrustedFile."""
    before = f"{name}: " if name else ""
    text = read_text(data, longest=longest)
    declared = _DECLARED.match(text)
    if declared and declared[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise UntrustedFile(
            before + _("It says that it is %(encoding)s; only UTF-8 is read.") % {"encoding": declared[1][:20]}
        )
    parser = DefusedXMLParser(target=_BoundedBuilder(), forbid_dtd=True, encoding="utf-8")
    try:
        parser.feed(text.encode())
        return parser.close()
    except DefusedXmlException:
        raise UntrustedFile(before + _("It declares a DTD or entities.")) from None
    except ParseError as problem:
        line, column = problem.position
        raise UntrustedFile(
            before
            + _("It is no well-formed XML: line %(line)s, column %(column)s.") % {"line": line, "column": column + 1}
        ) from None
    except UntrustedFile as problem:
        raise UntrustedFile(f"{before}{problem}") from None


def is_archive(data: bytes) -> bool:
    return data.startswith(b"PK")


class Archive:
    """The members of a ZIP file, none of which is larger than it says or leads out of it. Raises UntrustedFile."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError):
            raise UntrustedFile(_("The archive cannot be read: it is damaged, or no ZIP file.")) from None
        if len(members) > MAX_MEMBERS:
            raise UntrustedFile(_("The archive has more than %(most)s members.") % {"most": say_number(MAX_MEMBERS)})
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            _check_member(member)
            self._members[member.filename] = member
        if len({name.casefold() for name in self._members}) != len(members):
            raise UntrustedFile(_("Two members of the archive have the same name."))
        if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
            raise UntrustedFile(
                _("The archive unpacks to more than %(most)s MB.") % {"most": MAX_UNPACKED_BYTES // 1_000_000}
            )
        if sum(member.compress_size for member in members) > len(data):
            raise UntrustedFile(_("Members of the archive overlap."))

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._members if not name.endswith("/"))

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises UntrustedFile when it is damaged or larger than it says."""
        member = self._members[name]
        try:
            with self._zip.open(member) as file:
                data = file.read(member.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
            raise UntrustedFile(_("The archive's member %(name)s is damaged.") % {"name": name}) from None
        if len(data) != member.file_size:
            raise UntrustedFile(_("The archive's member %(name)s is not as large as it says.") % {"name": name})
        return data


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename
    parts = PurePosixPath(name).parts
    if not name or name.startswith("/") or "\\" in name or ":" in name or ".." in parts or _CONTROLS.search(name):
        raise UntrustedFile(_("The archive's member %(name)s leads out of it.") % {"name": repr(name)})
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UntrustedFile(_("The archive's member %(name)s is a link.") % {"name": name})
    if member.flag_bits & _ENCRYPTED:
        raise UntrustedFile(_("The archive's member %(name)s is encrypted.") % {"name": name})
    if member.compress_type not in _PLAIN:
        raise UntrustedFile(_("The archive's member %(name)s is packed in a way that is not read.") % {"name": name})
    if member.file_size > MAX_BYTES:
        raise UntrustedFile(
            _("The archive's member %(name)s is larger than %(most)s MB.")
            % {"name": name, "most": MAX_BYTES // 1_000_000}
        )
    if member.file_size > SMALL_MEMBER_BYTES and member.file_size > MAX_RATIO * max(member.compress_size, 1):
        raise UntrustedFile(
            _("The archive's member %(name)s is packed more than %(most)s times: a bomb.")
            % {"name": name, "most": MAX_RATIO}
        )
