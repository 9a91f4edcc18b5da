"""Every page of the house as somebody sees it: which address, who looks, in which language. Read this when a test says
that your address shows no page.

YOUR OWN PAGE needs nothing here: it is asked as the one it is for, with the own object of tests/matrix/makers.py.
IT SHOWS ONLY AFTER SOMETHING HAPPENED (a card was read, a clock stands still): add a way in tests/screens/ways.py.
IT IS NO PAGE (it takes a form, sends onward, gives a file): a row in NO_PAGE, with which of the three it is.
"""

from dataclasses import dataclass

from people.access import ALL_STAFF
from people.enums import Role
from tests.matrix.rules import find_rule
from tests.matrix.walk import Address, list_addresses
from tests.matrix.world import GUEST, NEWCOMER

TAKES_A_FORM = "takes a form"
SENDS_ONWARD = "sends onward"
GIVES_A_FILE = "gives a file or data"
NEEDS_A_DEVICE = "asks a device for its passkey: tests/mo_platform/test_staff_sign_in_in_browser.py"
OF_NOBODY = "a part we stand on, and nothing of ours leads there"

NO_PAGE: dict[str, str] = {
    "healthz": GIVES_A_FILE,
    "readyz": GIVES_A_FILE,
    "security_txt": GIVES_A_FILE,
    "robots_txt": GIVES_A_FILE,
    "service_worker": GIVES_A_FILE,
    "app_manifest": GIVES_A_FILE,
    "lesson_to_take": GIVES_A_FILE,
    "lesson_voices": GIVES_A_FILE,
    "kept_texts": GIVES_A_FILE,
    "media_file": GIVES_A_FILE,
    "find_facts": GIVES_A_FILE,
    "find_questions": GIVES_A_FILE,
    "bank_file_report": GIVES_A_FILE,
    "my_data_file": GIVES_A_FILE,
    "mfa_download_recovery_codes": GIVES_A_FILE,
    "mfa_login_webauthn": GIVES_A_FILE,
    "progress_events": TAKES_A_FORM,
    "sign_in_person": TAKES_A_FORM,
    "confirm_device": TAKES_A_FORM,
    "change_pictures": TAKES_A_FORM,
    "choose_language": TAKES_A_FORM,
    "choose_reading": TAKES_A_FORM,
    "start_practice": TAKES_A_FORM,
    "show_readiness": TAKES_A_FORM,
    "start_mock": TAKES_A_FORM,
    "start_skills": TAKES_A_FORM,
    "task_step": TAKES_A_FORM,
    "task_copy": TAKES_A_FORM,
    "task_file": GIVES_A_FILE,
    "stop_skills": TAKES_A_FORM,
    "open_advice": TAKES_A_FORM,
    "look_together": TAKES_A_FORM,
    "finish_talk": TAKES_A_FORM,
    "ask_to_talk": TAKES_A_FORM,
    "report_try": TAKES_A_FORM,
    "go_on_path": TAKES_A_FORM,
    "ask_helper": TAKES_A_FORM,
    "skip_skill": TAKES_A_FORM,
    "mock_break": TAKES_A_FORM,
    "mock_letters": TAKES_A_FORM,
    "hand_in_mock": TAKES_A_FORM,
    "mock_answers": TAKES_A_FORM,
    "mock_form": GIVES_A_FILE,
    "speak_language": TAKES_A_FORM,
    "stop_language": TAKES_A_FORM,
    "leave": SENDS_ONWARD,
    "make_recording_kit": TAKES_A_FORM,
    "decide_recording": TAKES_A_FORM,
    "recording_sound": GIVES_A_FILE,
    "interop:receiver_pause": TAKES_A_FORM,
    "interop:receiver_resume": TAKES_A_FORM,
    "interop:receiver_test": TAKES_A_FORM,
    "interop:receiver_replay": TAKES_A_FORM,
    "interop:replay": TAKES_A_FORM,
    "withdraw_assignment": TAKES_A_FORM,
    "give_role": TAKES_A_FORM,
    "card_address": SENDS_ONWARD,
    "demo_sign_in": SENDS_ONWARD,
    "mfa_go_on": SENDS_ONWARD,
    "page_sign_in": SENDS_ONWARD,
    "mfa_reauthenticate_webauthn": NEEDS_A_DEVICE,
    "openid_connect_login": OF_NOBODY,
    "openid_connect_callback": OF_NOBODY,
    "wagtaildocs_serve": OF_NOBODY,
    "wagtaildocs_authenticate_with_password": OF_NOBODY,
    "wagtailcore_authenticate_with_password": OF_NOBODY,
}

#: Newcomers read in many languages; one of each direction stands for all. The pages of staff are in Dutch.
READING_LANGUAGES = ("nl", "ar")


@dataclass(frozen=True)
class Screen:
    """One page before one pair of eyes. `look` tells several looks of one address apart."""

    address: Address
    who: str
    language: str = "nl"
    look: str = ""

    @property
    def has_all(self) -> bool:
        """False in Dutch where the page is in Arabic too: that one has all of it, and drafts and speakers besides."""
        return "<language>" not in self.address.route or self.language == READING_LANGUAGES[-1]

    def __str__(self) -> str:
        return "-".join(filter(None, (str(self.address), self.look, self.who, self.language)))


def list_screens(looks: dict[str, tuple[str, ...]], viewers: dict[str, tuple[str, ...]]) -> list[Screen]:
    """Every page of the URLconf outside /cms/. `looks` and `viewers` say more than the rule of an address does."""
    found = []
    for address in list_addresses():
        if address.route.startswith("cms/") or address.name in NO_PAGE:
            continue
        whose = viewers.get(address.name) or viewers_of(address)
        found += [
            Screen(address, who, language, look)
            for look in looks.get(address.name, ("",))
            for who in whose
            for language in (READING_LANGUAGES if "<language>" in address.route else ("nl",))
        ]
    return found


def viewers_of(address: Address) -> tuple[str, ...]:
    """Those for whom the page looks different. Among staff one stands for all that may open it."""
    rule = find_rule(address)
    match rule.audience:
        case "everybody":
            return (GUEST, NEWCOMER) if "<language>" in address.route else (GUEST,)
        case "newcomer":
            return (NEWCOMER,)
        case "entrance":
            return (GUEST,)
    by_rank = (Role.CASE_WORKER, Role.ORG_ADMIN, *sorted(ALL_STAFF))
    return (next(role for role in by_rank if role in rule.roles),)
