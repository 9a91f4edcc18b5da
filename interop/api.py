"""The door of interop."""

from .domain.deliveries import deliver
from .domain.plain_tables import PlainRow, read_plain_table
from .domain.question_files import (
    QuestionFilePreview,
    get_question_file,
    keep_question_file,
    look_at_question_file,
    take_over_question_file,
)
from .domain.receivers import (
    ALL_FIELDS,
    change_receiver,
    connect_receiver,
    pause_receiver,
    register_receiver,
    renew_secret,
    replay_delivery,
    replay_parked,
    resume_receiver,
    send_test_message,
)
from .domain.told import ToldLine, list_told, list_told_receivers
from .questions.exporting import WRITERS as QUESTION_WRITERS
from .questions.exporting import export_questions
from .questions.importing import READERS as QUESTION_READERS
from .questions.reading import UntrustedFile
from .questions.tables import guard

__all__ = [
    "ALL_FIELDS",
    "QUESTION_READERS",
    "QUESTION_WRITERS",
    "PlainRow",
    "QuestionFilePreview",
    "ToldLine",
    "UntrustedFile",
    "change_receiver",
    "connect_receiver",
    "deliver",
    "export_questions",
    "get_question_file",
    "guard",
    "keep_question_file",
    "list_told",
    "list_told_receivers",
    "look_at_question_file",
    "pause_receiver",
    "read_plain_table",
    "register_receiver",
    "renew_secret",
    "replay_delivery",
    "replay_parked",
    "resume_receiver",
    "send_test_message",
    "take_over_question_file",
]
