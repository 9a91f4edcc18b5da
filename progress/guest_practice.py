"""A guest's set of practice questions: signed, on her phone, until she closes the browser. The server stores nothing."""

from uuid import UUID

from django.core import signing

from assessments import api as assessments

from .domain.practising import Practice, PracticeReply

_SALT = "progress.practice"
MAX_AGE = 24 * 60 * 60


def pack_practice(practice: Practice) -> str:
    """The set as the value of a cookie."""
    note = {
        "u": practice.uuid.hex,
        "l": practice.language,
        "t": practice.theme,
        "v": [version.hex for version in practice.versions],
        "a": {str(number): [reply.response, int(reply.is_correct)] for number, reply in practice.replies.items()},
    }
    return signing.dumps(note, salt=_SALT, compress=True)


def unpack_practice(value: str | None) -> Practice | None:
    """The set in a cookie; None when there is none, when it is forged or too old, or names a question that is gone."""
    try:
        note = signing.loads(value or "", salt=_SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return None
    replies = {int(number): PracticeReply(response, bool(right)) for number, (response, right) in note["a"].items()}
    practice = Practice(UUID(note["u"]), note["l"], note["t"], tuple(map(UUID, note["v"])), replies)
    try:
        for number in range(1, practice.total + 1):
            practice.get_version(number)
    except assessments.UnknownVersion:
        return None
    return practice
