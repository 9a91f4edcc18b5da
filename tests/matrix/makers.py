"""What to fill in for the arguments of an address: one's own object, a colleague's, a foreign one, a missing one.

A maker takes the world and whose object is asked for, and returns the arguments, or None where that question makes no
sense for the address (a public file is nobody's own). Register it for one or more names of addresses:

    @maker("dossier", "dossier_purpose")
    def newcomers_uuid(world, whose):
        return {"uuid": uuid_of(world, whose)}
"""

import re
import uuid
from collections.abc import Callable

from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from assessments import api as assessments
from assessments.models import BankQuestion
from interop import api as interop
from media import api as media
from people.domain.devices import enrol_device
from people.domain.links import create_handover_link
from people.enums import OrganisationKind, Role
from people.models import Organisation
from plans import api as plans
from pretrajectory import api as pretrajectory
from progress import api as progress
from tests.assessments.factories import make_content
from tests.factories import OrganisationFactory
from tests.media.voices import voice_everything
from tests.pretrajectory.factories import begin, draft_task, load_tasks
from tests.progress.factories import ask_to_practise

from .walk import Address
from .world import AT, Whose, World

Maker = Callable[[World, Whose], dict | None]
MISSING_UUID = uuid.UUID("00000000-0000-4000-8000-000000000000")
MISSING_NUMBER = 987654
_MAKERS: dict[str, Maker] = {}


def maker(*names: str) -> Callable[[Maker], Maker]:
    def register(make: Maker) -> Maker:
        _MAKERS.update(dict.fromkeys(names, make))
        return make

    return register


def find_maker(address: Address) -> Maker | None:
    if address.name in _MAKERS:
        return _MAKERS[address.name]
    if address.route.startswith("cms/"):
        return lambda world, whose: missing_in_cms(address) if whose == Whose.MISSING else None
    return None


def missing_in_cms(address: Address) -> dict:
    """Values that name nothing. What Wagtail does with objects of another organisation: tests/matrix/test_cms.py."""
    return {name: MISSING_NUMBER if _is_number(name) else "missing" for name in address.arguments}


def _is_number(name: str) -> bool:
    return name in ("pk", "_0") or name.endswith(("_id", "_pk")) or name.startswith("revision_id")


def uuid_of(world: World, whose: Whose) -> uuid.UUID:
    return MISSING_UUID if whose == Whose.MISSING else world.newcomers[whose].uuid


# The staff portal


@maker(
    "dossier",
    "dossier_purpose",
    "change_details",
    "hand_over",
    "take_over",
    "newcomer_card",
    "card_purpose",
    "newcomer_phones",
    "end_phones",
    "issue_card",
    "revoke_card",
    "reset_pictures",
    "handover_link",
    "withdraw_link",
    "assign_practice",
    "newcomer_skills",
    "look_together",
    "decide_study_form",
    "newcomer_scores",
    "finish_talk",
    "decide_components",
    "sign_contract",
    "correct_decided",
    "correct_registration",
    "record_result",
    "suspend_clocks",
    "resume_clocks",
)
def newcomers_uuid(world, whose):
    return {"uuid": uuid_of(world, whose)}


@maker("end_phone")
def phone_of_newcomer(world, whose):
    if whose == Whose.MISSING:
        return {"uuid": MISSING_UUID, "phone": MISSING_UUID}
    device, _token = enrol_device(newcomer=world.newcomers[whose], label="Android", is_own=True, at=timezone.now())
    return {"uuid": world.newcomers[whose].uuid, "phone": device.uuid}


@maker("change_assignment", "withdraw_assignment")
def assignment_of_newcomer(world, whose):
    if whose == Whose.MISSING:
        return {"uuid": MISSING_UUID, "assignment": MISSING_UUID}
    newcomer = world.newcomers[whose]
    return {"uuid": newcomer.uuid, "assignment": ask_to_practise(newcomer).uuid}


@maker("change_status", "correct_status")
def component_of_newcomer(world, whose):
    return {"uuid": uuid_of(world, whose), "code": "MO"}


@maker("withdraw_suspension")
def suspension_of_newcomer(world, whose):
    if whose == Whose.MISSING:
        return {"uuid": MISSING_UUID, "number": MISSING_NUMBER}
    newcomer = world.newcomers[whose]
    by = newcomer.caseload_entries.get(ended_at__isnull=True).case_worker
    plan = plans.get_plan_record(newcomer=newcomer)
    found = plans.suspend_clocks(plan=plan, from_date=plans.brussels_date(AT), reason="ziekte", by=by, at=AT)
    return {"uuid": newcomer.uuid, "number": found[0].pk}


@maker("correct_result")
def result_of_newcomer(world, whose):
    if whose == Whose.MISSING:
        return {"uuid": MISSING_UUID, "number": MISSING_NUMBER}
    newcomer = world.newcomers[whose]
    result = plans.record_official_result(
        plan=plans.get_plan_record(newcomer=newcomer),
        outcome="failed",
        test_date=plans.brussels_date(AT),
        reference=f"MO-{whose}",
        by=newcomer.caseload_entries.get(ended_at__isnull=True).case_worker,
        at=AT,
    )
    return {"uuid": newcomer.uuid, "number": result.pk}


@maker("organisation")
def organisation_code(world, whose):
    """A platform administrator opens all of them; what others are answered: portals/guide/test_organisation.py."""
    own = world.staff[Role.CASE_WORKER].memberships.get().organisation
    return {Whose.OWN: {"code": own.code}, Whose.MISSING: {"code": "missing"}}.get(whose)


@maker("colleague", "give_role", "password_link", "forget_second_factor")
def colleagues_uuid(world, whose):
    """As with organisations: portals/guide/test_staff.py."""
    return {Whose.OWN: {"uuid": world.staff[Role.CASE_WORKER].uuid}, Whose.MISSING: {"uuid": MISSING_UUID}}.get(whose)


@maker("end_role")
def role_of_colleague(world, whose):
    own = world.staff[Role.CASE_WORKER]
    if whose == Whose.OWN:
        return {"uuid": own.uuid, "number": own.memberships.get().pk}
    return {"uuid": MISSING_UUID, "number": MISSING_NUMBER} if whose == Whose.MISSING else None


@maker("choose_languages")
def role_of_translator(world, whose):
    own = world.staff[Role.TRANSLATOR]
    if whose == Whose.OWN:
        return {"uuid": own.uuid, "number": own.memberships.earliest("pk").pk}
    return {"uuid": MISSING_UUID, "number": MISSING_NUMBER} if whose == Whose.MISSING else None


@maker("translation")
def translation_of_lesson(world, whose):
    """As with organisations: portals/guide/test_translations.py."""
    if whose == Whose.OWN:
        arabic = Locale.objects.get(language_code="ar")
        return {"number": world.lesson.copy_for_translation(arabic, copy_parents=True).pk}
    return {"number": MISSING_NUMBER} if whose == Whose.MISSING else None


@maker("speak_language", "stop_language", "language_voices", "make_recording_kit")
def voices_of_language(world, whose):
    return {Whose.OWN: {"code": "nl"}, Whose.MISSING: {"code": "xx"}}.get(whose)


def kit_of_ligo():
    """A platform administrator opens those of all; what others are answered: portals/test_recording.py."""
    return media.make_kit(
        language="ti", organisation=Organisation.objects.get(code="ligo"), label="Selam", user=None, at=AT
    )


@maker("withdraw_recording_kit", "erase_recording_kit")
def recording_kit(world, whose):
    if whose not in (Whose.OWN, Whose.MISSING):
        return None
    return {"number": MISSING_NUMBER if whose == Whose.MISSING else kit_of_ligo()[0].pk}


@maker("recording_sound", "decide_recording")
def recording(world, whose):
    if whose not in (Whose.OWN, Whose.MISSING):
        return None
    if whose == Whose.MISSING:
        return {"number": MISSING_NUMBER}
    sound = media.EncodedSound(b"OggS", b"ID3", 500)
    kit, _token = kit_of_ligo()
    return {"number": media.keep_recording(language="ti", text="ሰላም", sound=sound, at=AT, kit=kit).pk}


@maker("text_voice", "take_away_voice")
def voice_of_text(world, whose):
    """As with kits: portals/guide/test_text_voices.py."""
    if whose == Whose.MISSING:
        return {"code": "nl", "text_hash": "0" * 64}
    if whose != Whose.OWN:
        return None
    ligo, sound = Organisation.objects.get(code="ligo"), media.EncodedSound(b"OggS", b"ID3", 500)
    text = media.list_spoken(language="nl")[0]
    if text not in [spoken for _row, spoken in media.list_voiced(language="nl")]:
        media.add_narration(
            language="nl", text=text.text, sound=sound, credit="Amina", organisation=ligo, user=None, at=AT
        )
    return {"code": "nl", "text_hash": text.key[1]}


@maker("record")
def recording_link(world, whose):
    if whose == Whose.OWN:
        return {
            "token": media.make_kit(
                language="ti",
                organisation=Organisation.objects.get(code="ligo"),
                label="Selam",
                user=None,
                at=timezone.now(),
            )[1]
        }
    return {"token": "unknown"} if whose == Whose.MISSING else None


@maker("check_language", "take_back_check")
def interface_language(world, whose):
    return {Whose.OWN: {"code": "ar"}, Whose.MISSING: {"code": "xx"}}.get(whose)


# A bank of questions: of Ligo, where the authors of the world work, or of another partner


def bank_question_of(whose) -> BankQuestion:
    if whose == Whose.OWN:
        return BankQuestion.objects.filter(bank__organisation__code="ligo").earliest("key")
    owner = OrganisationFactory(code="elders", name="Elders", kind=OrganisationKind.PARTNER)
    entry = assessments.BankEntry(
        key="wonen-9",
        content=make_content(),
        objective="wonen-iets",
        theme="wonen",
        section="practical",
        use="practice",
    )
    about = {"organisation": owner, "title": "Elders", "licence": "x", "languages": {"nl": "source", "ar": "draft"}}
    assessments.save_bank(code="elders", about=about, entries=[entry], at=AT)
    return BankQuestion.objects.get(bank__code="elders")


@maker(
    "bank_new_question",
    "bank_tests",
    "bank_new_test",
    "bank_files",
    "bank_clusters",
    "bank_new_cluster",
    "find_questions",
)
def bank_of_questions(world, whose):
    if whose == Whose.COLLEAGUE:
        return None
    return {"bank": "missing" if whose == Whose.MISSING else bank_question_of(whose).bank.code}


@maker("bank_test", "bank_test_history", "bank_open_test")
def test_of_a_bank(world, whose):
    found = bank_of_questions(world, whose)
    if whose == Whose.OWN:
        return found and {**found, "code": "mo-mock"}
    if whose == Whose.MISSING:
        return {"bank": bank_question_of(Whose.OWN).bank.code, "code": "no-such"}
    if found is None:
        return None
    data = {"sections": {"deel": {"draws": [{"count": 1}]}}, "outcomes": {"passed": {"correct": 1}}}
    entry = assessments.BlueprintEntry("elders-toets", data, ("practice",), AT.date())
    assessments.save_blueprints(bank_code=found["bank"], entries=[entry], at=AT)
    return {**found, "code": entry.code}


@maker("bank_withdraw_test")
def version_of_a_test(world, whose):
    found = test_of_a_bank(world, whose)
    return found and {**found, "number": 1}


@maker("bank_export")
def bank_as_a_file(world, whose):
    found = bank_of_questions(world, whose)
    return found and {**found, "form": "gift", "language": "nl"}


@maker("bank_catalogue")
def bank_in_a_language(world, whose):
    found = bank_of_questions(world, whose)
    return found and {**found, "language": "ar"}


@maker("bank_file", "bank_file_report")
def file_of_a_bank(world, whose):
    if whose == Whose.COLLEAGUE:
        return None
    if whose == Whose.MISSING:
        return {"bank": "oefenbank", "uuid": MISSING_UUID}
    code = bank_question_of(whose).bank.code
    uuid, _preview = interop.keep_question_file(
        bank=code, form="aiken", language="nl", name="vragen.txt", by=None, at=AT, shown=1,
        data=b"Hoeveel?\nA. Drie\nB. Twee\nANSWER: A\n",
    )  # fmt: skip
    return {"bank": code, "uuid": uuid}


@maker("bank_question", "bank_history", "bank_step", "bank_correction")
def question_of_a_bank(world, whose):
    if whose == Whose.COLLEAGUE:
        return None
    return {"key": MISSING_NUMBER if whose == Whose.MISSING else bank_question_of(whose).pk}


@maker("bank_translation", "bank_preview")
def question_in_a_language(world, whose):
    found = question_of_a_bank(world, whose)
    return found and {**found, "language": "ar"}


@maker("bank_cluster", "bank_cluster_history", "bank_cluster_step")
def cluster_of_a_bank(world, whose):
    if whose == Whose.COLLEAGUE:
        return None
    if whose == Whose.MISSING:
        return {"key": MISSING_NUMBER}
    bank = bank_question_of(whose).bank
    return {"key": bank.clusters.get_or_create(key="brief")[0].pk}


@maker("bank_cluster_translation", "bank_cluster_preview")
def cluster_in_a_language(world, whose):
    found = cluster_of_a_bank(world, whose)
    return found and {**found, "language": "ar"}


# Tasks of the voortraject: of Ligo, or of another partner


@maker("new_task")
def world_of_a_task(world, whose):
    return {Whose.OWN: {"world": "inbox"}, Whose.MISSING: {"world": "flying"}}.get(whose)


@maker("task", "task_history", "task_step", "task_copy", "task_file")
def task_of_authors(world, whose):
    if whose == Whose.COLLEAGUE:
        return None
    if whose == Whose.MISSING:
        return {"key": MISSING_NUMBER}
    ligo = Organisation.objects.get(code="ligo")
    owner = ligo if whose == Whose.OWN else OrganisationFactory(code="elders", kind=OrganisationKind.PARTNER)
    return {"key": draft_task(owner).pk}


@maker("task_translation")
def task_in_a_language(world, whose):
    found = task_of_authors(world, whose)
    return found and {**found, "language": "ar"}


@maker("task_preview")
def task_on_a_device(world, whose):
    found = task_of_authors(world, whose)
    return found and {**found, "language": "nl", "device": "phone"}


# A newcomer's own


@maker("confirm_device", "remove_device")
def phone(world, whose):
    if whose == Whose.COLLEAGUE:
        return None
    if whose == Whose.MISSING:
        return {"uuid": MISSING_UUID}
    device, _token = enrol_device(newcomer=world.newcomers[whose], label="Android", is_own=True, at=AT)
    return {"uuid": device.uuid}


def practice_of(world, whose) -> uuid.UUID | None:
    if whose == Whose.COLLEAGUE:  # it is nobody's of an office
        return None
    if whose == Whose.MISSING:
        return MISSING_UUID
    practice = progress.draw_set(language="nl")
    progress.store_practice(newcomer=world.newcomers[whose], practice=practice, at=AT)
    return practice.uuid


@maker("practice_summary")
def practice_set(world, whose):
    found = practice_of(world, whose)
    return found and {"practice": found}


@maker("practice_question")
def place_in_a_practice_set(world, whose):
    found = practice_of(world, whose)
    return found and {"practice": found, "number": 1}


def attempt_of(world, whose) -> uuid.UUID | None:
    """A mock exam that she began."""
    if whose == Whose.COLLEAGUE:  # it is nobody's of an office
        return None
    if whose == Whose.MISSING:
        return MISSING_UUID
    taker = assessments.Taker(world.newcomers[whose])
    return assessments.start_attempt(
        taker=taker, code="mo-mock", language="nl", regime="flanders", on=AT.date(), at=AT
    ).uuid


@maker("report_try", "ask_helper")
def try_of_a_task(world, whose):
    if whose == Whose.COLLEAGUE:  # it is nobody's of an office
        return None
    if whose == Whose.MISSING:
        return {"task_try": MISSING_UUID}
    load_tasks()
    return {"task_try": begin(world.newcomers[whose]).uuid}


@maker("helper")
def link_for_a_helper(world, whose):
    if whose == Whose.OWN:
        load_tasks()
        newcomer = world.newcomers[whose]
        return {"token": pretrajectory.ask_helper(newcomer=newcomer, uuid=begin(newcomer).uuid, at=timezone.now())}
    return {"token": "unknown"} if whose == Whose.MISSING else None


@maker("mock_map", "mock_form", "mock_answers", "mock_break", "mock_letters", "hand_in_mock")
def running_mock_exam(world, whose):
    found = attempt_of(world, whose)
    return found and {"attempt": found}


@maker("mock_question")
def place_in_a_mock_exam(world, whose):
    found = attempt_of(world, whose)
    return found and {"attempt": found, "number": 1}


@maker("mock_result")
def mock_exam_that_is_over(world, whose):
    found = attempt_of(world, whose)
    if found and whose != Whose.MISSING:
        assessments.submit_attempt(taker=assessments.Taker(world.newcomers[whose]), uuid=found, at=AT)
    return found and {"attempt": found}


# For everybody: a thing is there or it is not


@maker("media_file")
def stored_file(world, whose):
    return {Whose.OWN: {"name": world.file_name}, Whose.MISSING: {"name": "pictures/none.png"}}.get(whose)


@maker("wagtail_serve")
def page(world, whose):
    path = world.lesson.get_url_parts()[2].removeprefix("/nl/")
    return {Whose.OWN: {"_0": path}, Whose.MISSING: {"_0": "no/such/page/"}}.get(whose)


@maker("lesson_to_take", "lesson_sources")
def lesson_of_everybody(world, whose):
    return {Whose.OWN: {"lesson_key": world.lesson.translation_key}, Whose.MISSING: {"lesson_key": MISSING_UUID}}.get(
        whose
    )


@maker("lesson_voices")
def voices_of_a_lesson(world, whose):
    key = world.lesson.translation_key
    if whose == Whose.OWN:
        voice_everything("nl", only="huur")
        page = Client().get(world.lesson.get_url_parts()[2]).content.decode()
        return {"lesson_key": key, "digest": re.search(r'data-voices="[^"]*/(\w+)/"', page)[1]}
    return {"lesson_key": key, "digest": "none"} if whose == Whose.MISSING else None


@maker("sign_in_link")
def handover_token(world, whose):
    if whose == Whose.OWN:
        by = world.staff[Role.CASE_WORKER]
        return {"token": create_handover_link(newcomer=world.newcomers[Whose.OWN], by=by, at=AT)}
    return {"token": "unknown"} if whose == Whose.MISSING else None


@maker("demo_sign_in")
def demo_token(world, whose):
    from mo_platform.demo.links import make_link

    if whose == Whose.OWN:
        return {"token": make_link(world.staff[Role.TEACHER]).rstrip("/").rsplit("/", 1)[1]}
    return {"token": "unknown"} if whose == Whose.MISSING else None


# Parts we stand on


@maker("wagtaildocs_serve")
def document(world, whose):
    return {"_0": MISSING_NUMBER, "_1": "none.pdf"} if whose == Whose.MISSING else None


@maker("wagtaildocs_authenticate_with_password", "wagtailcore_authenticate_with_password")
def page_password(world, whose):
    numbers = ("restriction_id", "page_view_restriction_id", "page_id")
    return dict.fromkeys(numbers, MISSING_NUMBER) if whose == Whose.MISSING else None


@maker("account_reset_password_from_key")
def reset_key(world, whose):
    return {"uidb36": "1", "key": "abc-def"} if whose == Whose.MISSING else None


@maker("mfa_edit_webauthn", "mfa_remove_webauthn")
def passkey(world, whose):
    """A passkey is one person's; her own is tried in tests/people/test_staff_passkeys.py."""
    if whose == Whose.FOREIGN:
        return {"pk": WebAuthn.add(world.foreign_staff, "blue key", {}).instance.pk}
    return {"pk": MISSING_NUMBER} if whose == Whose.MISSING else None


@maker("openid_connect_login", "openid_connect_callback")
def provider(world, whose):
    return {"provider_id": "none"} if whose == Whose.MISSING else None


# Other systems


def receiver_of_office(world, whose):
    """A receiver of the first office; for FOREIGN one of the other office."""
    user = world.foreign_staff if whose == Whose.FOREIGN else world.staff[Role.ORG_ADMIN]
    receiver, _secret = interop.register_receiver(
        code=f"system-{len(whose)}",
        name="Gemeente",
        url="http://127.0.0.1:9/",
        message_types=["be.mo-platform.plan.opened.v1"],
        fields=[],
        legal_basis="Protocol 1",
        organisation=user.memberships.earliest("pk").organisation,
        by=None,
        at=AT,
    )
    return receiver


@maker(
    "interop:receiver",
    "interop:receiver_change",
    "interop:receiver_secret",
    "interop:receiver_pause",
    "interop:receiver_resume",
    "interop:receiver_test",
    "interop:receiver_replay",
)
def receiver(world, whose):
    if whose == Whose.COLLEAGUE:
        return None
    return {"code": "missing" if whose == Whose.MISSING else receiver_of_office(world, whose).code}


@maker("interop:delivery", "interop:replay")
def delivery(world, whose):
    if whose == Whose.COLLEAGUE:
        return None
    if whose == Whose.MISSING:
        return {"uuid": MISSING_UUID}
    return {"uuid": interop.send_test_message(receiver=receiver_of_office(world, whose), by=None, at=AT).uuid}
