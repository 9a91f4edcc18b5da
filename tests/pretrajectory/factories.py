"""Tasks to try, and reports as a browser sends them."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import yaml
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from curriculum.domain.loading import DATA as CURRICULUM
from curriculum.models import DatedRule
from pretrajectory import api as pretrajectory
from pretrajectory.domain.tasks import list_current_versions
from pretrajectory.engine.worlds import make_world
from pretrajectory.models import Task, TaskCopy, TaskReport, TaskTry
from tests.factories import NOW

TASKS = settings.BASE_DIR / "content" / "voortraject"


def load_tasks() -> None:
    """Those that come with the site."""
    call_command("load_tasks", str(TASKS), verbosity=0)


def draft_task(organisation) -> Task:
    """A task that authors of an organisation write, as one of ours stands: nobody is given it."""
    load_tasks()
    content = pretrajectory.read_content(Task.objects.get(code="inbox-1-open").current)
    task = Task.objects.create(code=f"draft-{uuid4().hex[:8]}", organisation=organisation)
    TaskCopy.objects.create(task=task, content=pretrajectory.name_by_place(content), changed_at=NOW)
    return task


def solve(task_try) -> list[dict]:
    """The shortest way through a task of ours, at an easy pace; a proof that it has one."""
    task = pretrajectory.show_task(task_try.version, language=task_try.language)
    told = list_moves(task.world, task.parameters)
    steps = [
        {"t": 2_000 * number, "do": does, "on": on, **({"text": text} if text else {})}
        for number, (does, on, text) in enumerate(told, start=1)
    ]
    make_world(task.world, task.parameters)
    return steps


def list_moves(world: str, parameters: dict) -> list[tuple[str, str, str]]:
    """The shortest way through a world: (what, on what, typed)."""
    return list(_SOLUTIONS[world](parameters))


def make_report(task_try, **other) -> dict:
    """What her browser says when she did it alone."""
    return {"id": str(uuid4()), "steps": solve(task_try), "hints": 0, "watched": 1, "gave_up": False} | other


def after(task_try, seconds: float = 120):
    """A moment at which the steps of `solve` can have been done."""
    return task_try.given_at + timedelta(seconds=seconds)


def begin(newcomer, *, device=pretrajectory.Device.PHONE, is_assisted=False, at=NOW):
    """A screening and its first task."""
    pretrajectory.start_screening(newcomer=newcomer, device=device, is_assisted=is_assisted, at=at)
    return pretrajectory.give_task(newcomer=newcomer, language="nl", at=at)


def go_through(newcomer, *, at=NOW, **report) -> int:
    """Do what is given until nothing is left; how many tasks it took."""
    number = 0
    while task_try := pretrajectory.give_task(newcomer=newcomer, language="nl", at=at):
        at = after(task_try, 30)
        number += 1
        made = make_report(task_try, **report)
        shift = TaskReport.objects.count()  # nobody does two tasks at the same milliseconds
        made["steps"] = [step | {"t": step["t"] + shift} for step in made["steps"]]
        pretrajectory.report_try(newcomer=newcomer, uuid=task_try.uuid, report=made, at=at)
    return number


def add_advice_rules() -> None:
    """When which study form is advised, as curriculum/data/rules.yaml says."""
    for entry in yaml.safe_load((CURRICULUM / "rules.yaml").read_text(encoding="utf-8")):
        if entry["kind"] == "advice":
            names = ("kind", "code", "regime", "anchor", "valid_from")
            DatedRule.objects.get_or_create(**{name: entry[name] for name in names}, defaults=entry)


def screen_her(newcomer, *, is_assisted=False, at=NOW, **report) -> None:
    """A screening from its first task to its end, with the rules of advice."""
    load_tasks()
    add_advice_rules()
    begin(newcomer, is_assisted=is_assisted, at=at)
    go_through(newcomer, at=at, **report)


def find_nothing(newcomer, *, at=NOW, skills=("touch", "keyboard", "browser", "email", "forms")) -> None:
    """A screening that is over and found that she can do none of these yet."""
    begin(newcomer, at=at)
    screening = pretrajectory.get_open_screening(newcomer=newcomer)
    easy = [version for version in list_current_versions(device="phone") if version.level == 1]
    for number, skill in enumerate(skills):
        version = next(version for version in easy if version.skill == skill)
        for more in (1, 2):
            task_try = TaskTry.objects.create(screening=screening, version=version, language="nl", given_at=at)
            moment = at + timedelta(minutes=3 * number + more)
            report = make_report(task_try, steps=[], gave_up=True)
            pretrajectory.report_try(newcomer=newcomer, uuid=task_try.uuid, report=report, at=moment)
    pretrajectory.stop_screening(newcomer=newcomer, at=at + timedelta(minutes=30))


def practise_skill(newcomer, skill, *, at, **report):
    """One task of a skill, done as said (alone); its report."""
    pretrajectory.stop_screening(newcomer=newcomer, at=at)
    phone = pretrajectory.Device.PHONE
    pretrajectory.start_screening(
        newcomer=newcomer, device=phone, is_assisted=report.pop("is_assisted", False), trains=skill, at=at
    )
    task_try = pretrajectory.give_task(newcomer=newcomer, language="nl", at=at)
    pace = (hash((newcomer.pk, task_try.pk)) % 500) + 1
    made = make_report(task_try, **report)
    made["steps"] = [step | {"t": step["t"] + pace} for step in made["steps"]]
    return pretrajectory.report_try(newcomer=newcomer, uuid=task_try.uuid, report=made, at=after(task_try))


def begin_a_path(newcomer, *, at) -> None:
    """A path with a station of every kind, and a skill that is due again."""
    load_tasks()
    day = timedelta(days=1)
    find_nothing(newcomer, at=at - 90 * day)
    for skill, days in {"touch": (80, 75), "keyboard": (9, 0)}.items():
        for ago in days:
            practise_skill(newcomer, pretrajectory.Skill(skill), at=at - ago * day - timedelta(minutes=5))
    pretrajectory.skip_skill(newcomer=newcomer, skill=pretrajectory.Skill.BROWSER, at=at)
    practise_skill(newcomer, pretrajectory.Skill.EMAIL, at=at - timedelta(minutes=5))


def add_score(newcomer, *, at=NOW):
    """What another instrument found of her, entered by her case worker."""
    by = newcomer.caseload_entries.get(ended_at__isnull=True).case_worker
    day = timezone.localdate(at)
    scale = {"lowest": Decimal(0), "highest": Decimal(5), "areas": ["Mail", "Veilig online"]}
    meter = pretrajectory.add_instrument(
        organisation=newcomer.organisation,
        name="Meter",
        source="https://example.org/schaal",
        labels={"3": "met wat hulp"},
        valid_from=day.replace(day=1),
        by=by,
        at=at,
        **scale,
    )
    new = pretrajectory.NewScore(newcomer, meter, "Mail", day, Decimal(3), "Afgenomen in de les")
    [added] = pretrajectory.add_scores(scores=[new], by=by, today=day, at=at)
    return added


def _touch(parameters):
    return [(scene["gesture"], scene["target"], "") for scene in parameters["scenes"]]


def _keyboard(parameters):
    return [("type", line["id"], line["text"]) for line in parameters["lines"]]


def _inbox(parameters):
    for goal in parameters["goal"]:
        mail = goal["on"]
        match goal["do"]:
            case "open":
                yield "open", mail, ""
            case "attach-open":
                yield "attach-open", mail, ""
            case "reply":
                yield "open", mail, ""
                yield "reply", mail, ""
                yield "type", mail, parameters["reply"]
                yield "send", mail, ""
            case "spam":
                yield "spam", mail, ""


def _form(parameters):
    does = {"tick": "tick", "text": "fill", "date": "fill", "photo": "choose", "choice": "choose"}
    for field in parameters["fields"]:
        yield does[field["kind"]], field["id"], field.get("value", "")
    yield "send", "", ""


def _browser(parameters):
    for goal in parameters["goal"]:
        match goal["do"]:
            case "see":
                yield "link", goal["on"], ""
            case "go":
                yield "go", "", parameters["pages"][goal["on"]]["address"]
            case other:
                yield other, "", "bus" if other == "search" else ""


def _password(parameters):
    for scene in parameters["scenes"]:
        match scene["kind"]:
            case "choose":
                yield "choose", next(option["id"] for option in scene["options"] if option.get("is_safe")), ""
            case "pin":
                yield "type", scene["id"], scene["pin"]
            case _:
                yield "type", scene["id"], " ".join(word["text"] for word in scene["words"])


def _identity(parameters):
    yield from (("begin", "", ""), ("app", "", ""))
    for goal in parameters["goal"]:
        yield "see", goal["on"], ""
        if goal["do"] == "confirm":
            yield from (
                ("check", goal["on"], ""),
                ("confirm", goal["on"], ""),
                ("type", goal["on"], parameters["code"]),
            )
        else:
            yield "refuse", goal["on"], ""


def _learning(parameters):
    lessons = {lesson["id"]: lesson for lesson in parameters["lessons"]}
    for goal in parameters["goal"]:
        on = goal.get("on", "")
        match goal["do"]:
            case "finish":
                yield "open", on, ""
                for part in lessons[on]["parts"]:
                    yield ("play", part["id"], "") if part["kind"] == "play" else ("answer", part["right"], "")
                    yield "next", "", ""
            case "hand-in":
                yield from (("file", on, ""), ("hand-in", "", ""))
            case other:
                yield other, on, ""


def _messages(parameters):
    chats = {chat["id"]: chat for chat in parameters["chats"]}
    for goal in parameters["goal"]:
        match goal["do"]:
            case "answer":
                yield "open", goal["on"], ""
                yield "answer", goal["reply"], ""
            case "write":
                yield "open", goal["on"], ""
                yield "write", goal["on"], goal["text"]
            case "put":
                yield "open", next(name for name, chat in chats.items() if chat["texts"][0].get("on") == goal["on"]), ""
                yield "plan", goal["on"], ""
                yield "day", goal["day"], ""
                yield "save", "", ""
            case "cancel":
                yield "pick", goal["on"], ""
                yield "remove", "", ""


def _connection(parameters):
    switched = [(goal["do"], goal["on"]) for goal in parameters["goal"]]
    yield from (("stop", download, "") for does, download in switched if does == "stop")
    yield "settings", "", ""
    yield from (("switch", name, "") for does, name in switched if does.startswith("switch"))
    for network in parameters["networks"]:
        if ("join", network["id"]) not in switched:
            continue
        yield "choose", network["id"], ""
        if network.get("is_locked"):
            yield "type", network["id"], network["code"]
        yield "connect" if network.get("is_locked") else "accept", network["id"], ""


def _reading_aids(parameters):
    for goal in parameters["goal"]:
        on = goal.get("on", "")
        match goal["do"]:
            case "language":
                yield from (("menu", "", ""), ("language", on, ""))
            case "listen":
                yield from [("open", on, "")] * bool(on)
                yield "listen", on, ""
            case "larger":
                yield from [("larger", "", "")] * int(on)
            case "back":
                yield "back", "", ""


def _video_call(parameters):
    yield from (("link", "", ""), ("allow", "", ""), ("join", "", ""))
    for goal in parameters["goal"]:
        match goal["do"]:
            case "camera":
                yield from (("settings", "", ""), ("camera", goal["on"], ""))
            case "join":
                pass
            case other:
                yield other, "", ""


def _safety(parameters):
    for scene in parameters["scenes"]:
        match scene["kind"]:
            case "messages":
                for message in scene["messages"]:
                    if message.get("is_bad"):
                        yield from (("open", message["id"], ""), ("delete", message["id"], ""))
            case "shops":
                good = next(shop["id"] for shop in scene["shops"] if not shop.get("is_bad"))
                yield from (("leave", "", ""), ("see", good, ""), ("buy", good, ""))
            case "shared":
                yield from (("not-keep", "", ""), ("account", "", ""), ("sign-out", "", ""))


_SOLUTIONS = {
    "touch": _touch,
    "keyboard": _keyboard,
    "inbox": _inbox,
    "identity": _identity,
    "learning": _learning,
    "form": _form,
    "browser": _browser,
    "password": _password,
    "messages": _messages,
    "connection": _connection,
    "reading_aids": _reading_aids,
    "video_call": _video_call,
    "safety": _safety,
}
