"""How somebody comes to a page that an address alone does not show: a card was read, a password typed, a clock stopped.

A way takes the world, a signed-in browser and the screen, does what comes before, and returns the page's answer.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode
from uuid import uuid4

from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from assessments import api as assessments
from people import api as people
from people.domain.cards import issue_card
from people.domain.devices import enrol_device
from people.domain.pictures import set_pin
from people.enums import LookPurpose, Role
from plans import api as plans
from pretrajectory import api as pretrajectory
from pretrajectory.api import report_try
from pretrajectory.models import Task
from progress import api as progress
from tests.assessments.factories import make_bank
from tests.matrix.makers import find_maker
from tests.matrix.world import AT, GUEST, NEWCOMER, NO_SECOND_FACTOR, Whose, World
from tests.people.newcomer_steps import MINE, press
from tests.people.staff_steps import type_password
from tests.pretrajectory.factories import add_score, after, begin, begin_a_path, load_tasks, make_report, screen_her
from tests.progress.factories import ask_to_practise, practise
from tests.signing_in import sign_in_staff

from .table import Screen

Way = Callable[[World, Client, Screen], object]
_WAYS: dict[tuple[str, str], Way] = {}

#: Who sees a page that a rule alone does not tell.
VIEWERS: dict[str, tuple[str, ...]] = {
    "account_logout": (Role.CASE_WORKER,),
    "mfa_activate_totp": (NO_SECOND_FACTOR,),
    "guide_home": (Role.TEACHER,),  # others are led to their work
    "welcome": (NEWCOMER,),
    "sign_in": (GUEST,),  # who is signed in is led home
    "sign_in_pictures": (GUEST,),
    "sign_in_phone": (GUEST,),
    "sign_in_link": (GUEST,),
    "sign_out": (NEWCOMER,),
}

#: Addresses that show more than one page. "" is what they show without more.
LOOKS: dict[str, tuple[str, ...]] = {
    "wagtail_serve": ("home", "shelf", "module", "lesson", "lesson with Dutch", "lesson answered", "missing"),
    "caseload": ("", "office", "nobody found"),
    "card_desk": ("", "found"),
    "my_advice": ("heard",),
    "import_scores": ("", "with errors"),
    "newcomer_skills": ("", "heard", "decided"),
    "read_log": ("", "nobody found"),
    "register_newcomer": ("", "with errors"),
    "readiness": ("", "practised"),
    "skills": ("", "screened"),
    "skill_task": (
        "touch",
        "keyboard",
        "browser",
        "inbox",
        "identity",
        "learning",
        "form",
        "connection",
        "reading_aids",
        "password",
        "messages",
        "video_call",
        "safety",
    ),
    "test_day": ("", "with a date", "no date"),
    "reports": ("", "with errors"),
    "practice": ("", "practised"),
    "practice_question": ("", "answered", "nothing chosen"),
    "mock": ("", "begun and done"),
    "mock_question": ("", "changed elsewhere", "with a limit of time"),
    "mock_map": ("", "in a break"),
    "skill_path": ("", "going"),
    "search": ("", "found", "nothing found"),
    "sign_in": ("", "wrong card"),
    "sign_in_pictures": ("", "choosing"),
    "account_login": ("", "wrong password"),
    "dossier": ("", "much decided", "of a colleague"),
    "account_reset_password_from_key": ("old link",),
    "socialaccount_login_error": ("refused",),
}


def way(name: str, *looks: str) -> Callable[[Way], Way]:
    def register(take: Way) -> Way:
        _WAYS.update({(name, look): take for look in looks or ("",)})
        return take

    return register


def answer_of(world: World, screen: Screen, *, asks: str = ""):
    """What the site answers the one it is for; `asks`: the language of her browser, which else says nothing."""
    take = _WAYS.get((screen.address.name, screen.look), go_straight)
    client = browser_of(world, screen.who)
    if asks:
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = asks
    return take(world, client, screen)


def browser_of(world: World, who: str) -> Client:
    """Staff have just signed in: some of their pages ask for that."""
    return sign_in_staff(Client(), world.staff[who]) if who in world.staff else world.browser(who)


def go_straight(world: World, client: Client, screen: Screen):
    return client.get(path_of(world, screen))


def path_of(world: World, screen: Screen, whose: Whose = Whose.OWN) -> str:
    arguments = find_maker(screen.address)(world, whose) if screen.address.arguments else {}
    return screen.address.url(language=screen.language, **arguments)


def asking(name: str, look: str, /, **query) -> None:
    """The page with a question in its address."""
    way(name, look)(lambda world, client, screen: client.get(f"{path_of(world, screen)}?{urlencode(query)}"))


def posting(name: str, look: str, /, **data) -> None:
    """The page as a form answers it."""
    way(name, look)(lambda world, client, screen: client.post(path_of(world, screen), data))


asking("caseload", "office", scope="office")
asking("caseload", "nobody found", name="xyz")
asking("card_desk", "found", name="haddad")
asking("read_log", "nobody found", person="nobody")
asking("reports", "with errors", quarter="x")
asking("test_day", "with a date", day=(timezone.localdate() + timedelta(days=12)).isoformat())
asking("test_day", "no date", day="soon")
asking("search", "found", q="huurcontract")
asking("search", "nothing found", q="xyzxyz")
posting("register_newcomer", "with errors", first_name="")
posting("sign_in", "wrong card", digits="0000 0000 0000")
posting("account_login", "wrong password", login="nobody", password="guess")
posting("issue_card", "", replaces="")


# The staff portal


@way("dossier", "of a colleague")
def dossier_of_a_colleague(world, client, screen):
    return client.get(path_of(world, screen, Whose.COLLEAGUE), follow=True)  # asks for what purpose


@way("dossier", "much decided")
def dossier_with_every_part(world, client, screen):
    newcomer, by = world.newcomers[Whose.OWN], world.staff[Role.CASE_WORKER]
    plan = plans.get_plan_record(newcomer=newcomer)
    plans.decide_components(plan=plan, decisions={"MO": "planned"}, by=by, at=AT)
    plans.suspend_clocks(plan=plan, from_date=AT.date(), reason="In het ziekenhuis", by=by, at=AT)
    people.record_look(
        user=world.staff[Role.ORG_ADMIN], newcomer=newcomer, purpose=LookPurpose.STAND_IN, what="dossier", at=AT
    )
    ask_to_practise(newcomer, sentence="Oefen dit voor ons gesprek.", at=timezone.now())
    progress.show_readiness(newcomer=newcomer, is_shown=True, at=AT)
    taker = assessments.Taker(newcomer)
    sitting = assessments.start_attempt(
        taker=taker, code="mo-mock", language="nl", regime="flanders", on=AT.date(), at=AT
    )
    assessments.submit_attempt(taker=taker, uuid=sitting.uuid, at=AT)
    return go_straight(world, client, screen)


@way("card_purpose")
@way("dossier_purpose")
def purpose(world, client, screen):
    return client.get(path_of(world, screen, Whose.COLLEAGUE))


@way("assign_to_several")
def newcomers_ticked_in_the_caseload(world, client, screen):
    return client.get(f"{path_of(world, screen)}?who={world.newcomers[Whose.OWN].uuid}")


@way("change_assignment")
def assignment_that_was_begun(world, client, screen):
    newcomer = world.newcomers[Whose.OWN]
    asked = ask_to_practise(newcomer, sentence="Oefen dit voor ons gesprek.", at=timezone.now())
    progress.start_assignment(newcomer=newcomer, uuid=asked.uuid, language="nl", at=timezone.now())
    return client.get(screen.address.url(uuid=newcomer.uuid, assignment=asked.uuid))


@way("class_test")
@way("print_class_test")
@way("print_class_test_key")
def test_of_every_kind_for_a_class(world, client, screen):
    """In Arabic with the Dutch beside it."""
    call_command("load_curriculum", verbosity=0)
    kinds = ("single", "multiple", "true_false", "order", "match")
    make_bank(keys=[f"wonen-{number}" for number in range(11, 16)], kinds=kinds)
    asked = {"bank": "oefenbank", "language": "ar", "title": "Wonen", "has_dutch": "on", "n-wonen": 5, "seed": 7}
    return client.get(f"{path_of(world, screen)}?{urlencode(asked)}", follow=True)


@way("take_over")
def newcomer_whom_nobody_guides(world, client, screen):
    world.newcomers[Whose.OWN].caseload_entries.update(ended_at=AT)
    return go_straight(world, client, screen)


@way("change_status")
@way("correct_status")
def decided_component(world, client, screen):
    plan = plans.get_plan_record(newcomer=world.newcomers[Whose.OWN])
    plans.decide_components(plan=plan, decisions={"MO": "planned"}, by=world.staff[Role.CASE_WORKER], at=AT)
    return go_straight(world, client, screen)


@way("correct_decided")
def every_component_decided(world, client, screen):
    plan = plans.get_plan_record(newcomer=world.newcomers[Whose.OWN])
    all_planned = dict.fromkeys(("MO", "NT2", "WERK", "PNT"), "planned")
    plans.decide_components(plan=plan, decisions=all_planned, by=world.staff[Role.CASE_WORKER], at=AT)
    return go_straight(world, client, screen)


@way("resume_clocks")
def clock_that_stands_still(world, client, screen):
    plan = plans.get_plan_record(newcomer=world.newcomers[Whose.OWN])
    by = world.staff[Role.CASE_WORKER]
    plans.suspend_clocks(plan=plan, from_date=plans.brussels_date(AT), reason="ziekte", by=by, at=AT)
    return go_straight(world, client, screen)


@way("translation")
def translation_that_is_published(world, client, screen):
    arabic = world.lesson.get_translations().get(locale__language_code="ar")
    return client.get(screen.address.url(number=arabic.pk))


# The doors


def digits_of(world: World) -> str:
    by = world.staff[Role.CASE_WORKER]
    return issue_card(newcomer=world.newcomers[Whose.OWN], by=by, at=AT).digits


def read_card(world: World, client: Client, screen: Screen):
    return client.post(f"/{screen.language}/sign-in/", {"digits": digits_of(world)})


@way("sign_in_pictures", "choosing")
def pictures_chosen_for_the_first_time(world, client, screen):
    read_card(world, client, screen)
    return go_straight(world, client, screen)


@way("sign_in_pictures")
def pictures_asked_again(world, client, screen):
    set_pin(newcomer=world.newcomers[Whose.OWN], pictures=MINE, at=AT)
    return pictures_chosen_for_the_first_time(world, client, screen)


@way("sign_in_phone")
def pictures_pressed(world, client, screen):
    pictures_asked_again(world, client, screen)
    press(client, MINE)
    return go_straight(world, client, screen)


@way("devices")
def phones_of_hers(world, client, screen):
    for label in ("Android", "iPhone"):
        enrol_device(newcomer=world.newcomers[Whose.OWN], label=label, is_own=label == "iPhone", at=AT)
    return go_straight(world, client, screen)


@way("mfa_authenticate")
def password_typed(world, client, screen):
    type_password(client, world.staff[Role.CASE_WORKER])
    return go_straight(world, client, screen)


@way("mfa_activate_totp")
def signed_in_just_now(world, client, screen):
    """Without a second factor yet: sign_in_staff would say that there was one."""
    client = Client()
    type_password(client, world.beginner)
    return go_straight(world, client, screen)


@way("mfa_edit_webauthn")
@way("mfa_remove_webauthn")
def own_passkey(world, client, screen):
    key = WebAuthn.add(world.staff[screen.who], "blue key", {}).instance.pk
    return client.get(screen.address.url(pk=key))


@way("mfa_list_webauthn")
@way("mfa_index")
def with_a_passkey(world, client, screen):
    WebAuthn.add(world.staff[screen.who], "blue key", {})
    return go_straight(world, client, screen)


@way("account_reset_password_from_key", "old link")
def link_that_was_used(world, client, screen):
    return client.get(path_of(world, screen, Whose.MISSING))


# Practising for the test


def start_a_set(client: Client, screen: Screen) -> str:
    """The address of the first question; a guest has a set of her own too."""
    return client.post(f"/{screen.language}/practice/start/", {"theme": ""})["Location"]


def answer_first(client: Client, url: str) -> None:
    """Whatever the page offers first, for whichever kind stands there."""
    page = client.get(url).content.decode()
    fields = dict(re.findall(r'name="(choice|value)" value="([\w-]+)"', page)[-1:])
    pairs = re.findall(r'name="(pair-[\w-]+)"', page)
    rights = re.findall(r'<option value="(o[0-9a-f]+)"', page)
    client.post(url, fields | dict(zip(pairs, rights, strict=False)))


@way("practice_question")
def question_of_a_set(world, client, screen):
    return client.get(start_a_set(client, screen))


@way("practice_question", "answered")
def question_of_a_set_answered(world, client, screen):
    url = start_a_set(client, screen)
    answer_first(client, url)
    return client.get(url)


@way("practice_question", "nothing chosen")
def question_of_a_set_without_an_answer(world, client, screen):
    return client.post(start_a_set(client, screen), {})


@way("skills", "screened")
def profile_of_what_she_can(world, client, screen):
    newcomer = world.newcomers[Whose.OWN]
    load_tasks()
    task_try = begin(newcomer)
    report_try(newcomer=newcomer, uuid=task_try.uuid, report=make_report(task_try), at=after(task_try))
    pretrajectory.stop_screening(newcomer=newcomer, at=after(task_try))
    add_score(newcomer)
    return client.get(path_of(world, screen))


@way("newcomer_scores")
@way("instruments")
def score_of_another_instrument(world, client, screen):
    add_score(world.newcomers[Whose.OWN])
    return client.get(path_of(world, screen))


@way("import_scores", "with errors")
def file_of_scores(world, client, screen):
    """One row that can be stored, one that stands there, one that is refused."""
    newcomer = world.newcomers[Whose.OWN]
    score = add_score(newcomer)
    rows = [f"{newcomer.uuid},{score.instrument},{score.area},{number},{score.taken_on}" for number in (2, 3, 9)]
    file = BytesIO("\n".join(["newcomer,instrument,area,score,date", *rows]).encode())
    file.name = "scores.csv"
    return client.post(path_of(world, screen), {"file": file})


@way("newcomer_skills", "decided")
def decision_on_how_she_learns(world, client, screen):
    newcomer = world.newcomers[Whose.OWN]
    by = newcomer.caseload_entries.get(ended_at__isnull=True).case_worker
    plan = plans.get_plan_record(newcomer=newcomer)
    for form in ("blended", "class"):
        told = {"form": form, "voortraject": "bypassed", "reason": "Er is een groep dichtbij."}
        plans.choose_study_form(plan=plan, by=by, at=AT, **told)
    plans.ask_to_talk(newcomer=newcomer, at=AT)
    return client.get(path_of(world, screen))


@way("my_advice", "heard")
@way("newcomer_skills", "heard")
def advice_that_she_heard(world, client, screen):
    newcomer = world.newcomers[Whose.OWN]
    screen_her(newcomer, is_assisted=True)
    add_score(newcomer)
    pretrajectory.hear_advice(newcomer=newcomer, at=AT)
    return client.get(path_of(world, screen))


@way("skill_path", "going")
def stations_of_every_kind(world, client, screen):
    """One skill learnt and due again, one skipped, one for another day, one that comes now."""
    begin_a_path(world.newcomers[Whose.OWN], at=timezone.now())
    return client.get(path_of(world, screen))


@way("skill_task", "touch")
@way("skill_task", "keyboard")
@way("skill_task", "browser")
@way("skill_task", "inbox")
@way("skill_task", "identity")
@way("skill_task", "learning")
@way("skill_task", "form")
@way("skill_task", "password")
@way("skill_task", "messages")
@way("skill_task", "connection")
@way("skill_task", "reading_aids")
@way("skill_task", "video_call")
@way("skill_task", "safety")
def task_in_a_world(world, client, screen):
    """Whatever comes before in a screening has no task here."""
    load_tasks()
    Task.objects.exclude(current__world=screen.look).update(current=None)
    begin(world.newcomers[Whose.OWN])
    return client.get(path_of(world, screen))


@way("practice_summary")
def set_that_was_begun(world, client, screen):
    url = start_a_set(client, screen)
    answer_first(client, url)
    return client.get(url.removesuffix("1/"))


@way("practice", "practised")
def every_way_to_practise(world, client, screen):
    """A set that waits, mistakes long ago, and enough answers to know what is hardest."""
    keys = [f"{theme}-{number}" for theme in ("wonen", "werk") for number in range(1, 9)]
    versions = make_bank(keys=keys)
    practise(world.newcomers[Whose.OWN], [(version, False) for version in versions.values()], at=AT - timedelta(days=9))
    answer_first(client, start_a_set(client, screen))
    ask_to_practise(
        world.newcomers[Whose.OWN], theme="wonen", sentence="Oefen dit voor ons gesprek.", at=timezone.now()
    )
    return go_straight(world, client, screen)


@way("readiness", "practised")
def bars_of_every_length(world, client, screen):
    """With the rule of the test, two parts, and a theme of which too little is known."""
    call_command("load_curriculum", verbosity=0)
    keys = [f"{theme}-{number}" for theme in ("wonen", "werk", "rechtsstaat") for number in range(1, 9)]
    versions = make_bank(keys=[*keys, "mobiliteit-1"], values=["rechtsstaat"])
    results = [(version, not key.startswith("werk")) for key, version in versions.items()]
    practise(world.newcomers[Whose.OWN], results, at=AT)
    progress.show_readiness(newcomer=world.newcomers[Whose.OWN], is_shown=screen.language == "ar", at=AT)
    return go_straight(world, client, screen)


# The mock exam


def begin_exam(client: Client, screen: Screen, **fields) -> str:
    """The address of its first question."""
    return client.post(f"/{screen.language}/mock/start/", {"test": "mo-mock", **fields})["Location"]


def open_question(client: Client, url: str, fields: dict | None = None):
    """The page of a question, with the form that its script fetches."""
    response = client.post(url, fields) if fields else client.get(url)
    response.fetched = [client.get(re.sub(r"\d+/$", "form/", url))]
    return response


def answer_in_exam(client: Client, url: str, **fields) -> None:
    page = client.get(url).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(base|save)" value="([^"]*)"', page))
    choice = dict(re.findall(r'name="(choice|value)" value="([\w-]+)"', page)[-1:])
    pairs = re.findall(r'name="(pair-[\w-]+)"', page)
    rights = re.findall(r'<option value="(o[0-9a-f]+)"', page)
    items = re.findall(r'name="(position-[\w-]+)"', page)
    numbers = {item: str(number) for number, item in enumerate(items, start=1)}
    client.post(url, hidden | choice | numbers | dict(zip(pairs, rights, strict=False)) | fields)


@way("mock", "begun and done")
def exams_behind_her(world, client, screen):
    for _exam in range(2):
        url = begin_exam(client, screen, has_helper="on")
        answer_in_exam(client, url)
        if not _exam:
            client.post(re.sub(r"\d+/$", "hand-in/", url))
    return client.get(f"/{screen.language}/mock/")


@way("mock_question")
def question_of_an_exam(world, client, screen):
    return open_question(client, begin_exam(client, screen))


@way("mock_question", "with a limit of time")
def question_against_the_clock(world, client, screen):
    return open_question(client, begin_exam(client, screen, test="mo-mock-timed", is_large="on"))


@way("mock_question", "changed elsewhere")
def question_answered_in_another_window(world, client, screen):
    url = begin_exam(client, screen)
    answer_in_exam(client, url, flag="1")
    page = client.get(url).content.decode()
    fields = {"base": "0", "save": str(uuid4())}
    for name, value in re.findall(r'name="(choice|value)" value="([\w-]+)"', page)[:1]:
        fields[name] = value
    items = re.findall(r'name="(position-[\w-]+)"', page)
    fields |= {item: str(number) for number, item in enumerate(reversed(items), start=1)}
    pairs, rights = re.findall(r'name="(pair-[\w-]+)"', page), re.findall(r'<option value="(o[0-9a-f]+)"', page)
    fields |= dict(zip(pairs, rights, strict=False))
    return open_question(client, url, fields)


@way("mock_map")
def all_questions_of_an_exam(world, client, screen):
    url = begin_exam(client, screen)
    answer_in_exam(client, url, flag="1")
    return client.get(re.sub(r"\d+/$", "", url))


@way("mock_map", "in a break")
def exam_that_rests(world, client, screen):
    url = begin_exam(client, screen, test="mo-mock-timed", has_breaks="on")
    client.post(re.sub(r"\d+/$", "break/", url), {"action": "pause"})
    return client.get(re.sub(r"\d+/$", "", url))


@way("mock_result")
def exam_that_is_over(world, client, screen):
    url = begin_exam(client, screen, has_helper="on")
    answer_in_exam(client, url)
    client.post(re.sub(r"\d+/$", "hand-in/", url))
    return client.get(re.sub(r"\d+/$", "result/", url))


# The page tree


def to_page(look: str, path: Callable[[World], str]) -> None:
    way("wagtail_serve", look)(lambda world, client, screen: client.get(f"/{screen.language}{path(world)}"))


def lesson_path(world: World) -> str:
    return world.lesson.get_url_parts()[2].removeprefix("/nl")


to_page("home", lambda world: "/")
to_page("shelf", lambda world: lesson_path(world).rsplit("/", 3)[0] + "/")
to_page("module", lambda world: lesson_path(world).rsplit("/", 2)[0] + "/")
to_page("lesson", lesson_path)
to_page("lesson with Dutch", lambda world: lesson_path(world) + "?dutch=1")
to_page("missing", lambda world: "/no/such/page/")


@way("wagtail_serve", "lesson answered")
def one_answer_given(world, client, screen):
    """What a form without a script leads back to."""
    versions = assessments.current_versions(lesson_key=world.lesson.translation_key)
    block, version = next(pair for pair in versions.items() if pair[1].kind == "single")
    response = assessments.right_response_of(version=version)
    data = {
        "type": "question.answered",
        "lesson": str(world.lesson.translation_key),
        "language": screen.language,
        "next": f"/{screen.language}{lesson_path(world)}",
        "block": block,
        "version": str(version.uuid),
        **response,
    }
    answer = client.post("/progress/events/", urlencode(data, doseq=True), "application/x-www-form-urlencoded")
    return client.get(answer["Location"].split("#")[0])
