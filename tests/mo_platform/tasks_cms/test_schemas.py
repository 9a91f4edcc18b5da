"""What authors fill in says the same as the files: every task that comes with the platform goes through the form unchanged."""

import pytest
import yaml
from django.contrib.staticfiles import finders

from mo_platform.tasks_cms.parts import Part, Rows
from mo_platform.tasks_cms.pictures import PICTURES, find_sprite
from mo_platform.tasks_cms.schemas import SCHEMAS
from mo_platform.tasks_cms.typed import change_lists, write_fields, write_new
from mo_platform.tasks_cms.whole import TaskForm
from pretrajectory import api as pretrajectory
from pretrajectory.domain.task_texts import list_texts, put_dutch
from tests.pretrajectory.factories import TASKS

FILES = sorted(TASKS.glob("*.yaml"))
HEAD = {"instruction": "Doe het.", "can_do": "Ik doe het.", "skill": "email", "level": "1", "base": "0"}


def read(file) -> dict:
    return {"texts": {}, "refs": {}, **yaml.safe_load(file.read_text(encoding="utf-8"))}


def fill(fields, devices):
    fields.update(HEAD)
    fields.setlist("devices", devices)
    return fields


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_task_of_a_file_goes_through_the_form_unchanged(file):
    content = pretrajectory.name_by_place(read(file))
    schema = SCHEMAS[content["world"]]
    form = TaskForm(fill(write_fields(schema, content), content["devices"]), schema, kept_refs={}, is_asked=True)
    assert form.is_whole, (form.list_mistakes(), form.problems)
    parameters, texts = put_dutch(form.source.parameters, content["texts"], content["parameters"])
    assert (parameters, texts) == (content["parameters"], content["texts"])
    assert set(list_texts(content)) <= set(form.name_texts()), "who translates knows what each text is"


def test_what_can_be_composed_can_be_played():
    assert set(SCHEMAS) == set(pretrajectory.WORLDS)


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=list(SCHEMAS))
def test_an_empty_form_says_all_that_is_missing_and_can_be_kept(schema):
    form = TaskForm(fill(write_new(schema), ["phone"]), schema, kept_refs={}, is_asked=True)
    assert not form.is_whole and form.list_mistakes()
    assert form.can_be_kept


def test_pictures_that_are_offered_are_there():
    for name in PICTURES:
        assert finders.find(find_sprite(name))
    with pytest.raises(KeyError):
        find_sprite("no-such-picture")
    offered = {
        name for schema in SCHEMAS.values() for part in walk(schema.parts) for name in getattr(part, "names", ())
    }
    assert offered <= set(PICTURES)
    assert {find_sprite(schema.icon) for schema in SCHEMAS.values()} == {"icons/sprite.svg"}


def walk(parts):
    for part in parts:
        if isinstance(part, Part):
            yield part
        else:
            assert isinstance(part, Rows)
            for kind in part.kinds:
                yield from walk(kind.parts)


def test_rows_are_added_moved_and_taken_away():
    schema = SCHEMAS["form"]
    fields = write_new(schema)
    fields["add"] = "w-fields:choice"
    fields = change_lists(fields, schema)
    assert fields.getlist("w-fields") == ["0", "1"]
    assert (fields["w-fields-1-is"], fields.getlist("w-fields-1-options")) == ("choice", ["0", "1"])
    fields["add"] = "w-fields-1-options:"
    fields = change_lists(fields, schema)
    assert fields.getlist("w-fields-1-options") == ["0", "1", "2"]
    fields["up"], fields["remove"] = "w-fields:1", "w-fields-1-options:0"
    fields = change_lists(fields, schema)
    assert (fields.getlist("w-fields"), fields.getlist("w-fields-1-options")) == (["1", "0"], ["1", "2"])
    before = fields.copy()
    fields["add"] = "w-nothing:x"
    assert change_lists(fields, schema) == before, "only lists of the world grow"


def inbox(**other):
    """Two mails, the first with a picture; she opens the first."""
    schema = SCHEMAS["inbox"]
    mail = {"from": "@a", "icon": "bus", "subject": "@a", "body": "@a"}
    parameters = {
        "mails": [{"id": "bus", "attachment": "photo", **mail}, {"id": "town", **mail}],
        "goal": [{"do": "open", "on": "bus"}],
    } | other
    content = {"parameters": parameters, "texts": {"a": {"nl": "De bus"}}}
    return TaskForm(fill(write_fields(schema, content), ["phone"]), schema, kept_refs={}, is_asked=True)


@pytest.mark.parametrize(
    "goal, said",
    [
        ({"do": "attach-open", "on": "town"}, "heeft geen bijlage"),
        ({"do": "spam", "on": "town"}, "is geen rommel"),
    ],
)
def test_what_cannot_be_done_is_said_beside_its_goal(goal, said):
    form = inbox(goal=[{"do": "open", "on": "bus"}, goal])
    assert [place for place, _label in form.list_mistakes()] == ["id_w-goal-1-on"]
    assert said in " ".join(form.world.lists["goal"].rows[1].lines.form.errors["on"])
    assert form.can_be_kept, "a draft may wait"


def test_a_goal_with_a_mail_that_is_gone_waits_for_another():
    form = inbox(goal=[{"do": "open", "on": "gone"}])
    assert [place for place, _label in form.list_mistakes()] == ["id_w-goal-0-on"]
    assert form.source.parameters["goal"] == [{"do": "open", "on": ""}]


def test_what_cannot_be_read_is_not_kept():
    form = inbox(reply="@school")
    assert not form.can_be_kept


def test_a_mouse_is_no_finger():
    schema = SCHEMAS["touch"]
    content = {"parameters": {"scenes": [{"gesture": "tap", "target": "ball", "decoys": ["ball"]}]}, "texts": {}}
    form = TaskForm(fill(write_fields(schema, content), ["phone", "computer"]), schema, kept_refs={}, is_asked=True)
    assert [place for place, _label in form.list_mistakes()] == ["id_w-scenes-0-gesture", "id_w-scenes-0-decoys"]


def fill_in(world, parameters):
    schema = SCHEMAS[world]
    fields = fill(write_fields(schema, {"parameters": parameters, "texts": {"a": {"nl": "Iets"}}}), ["phone"])
    return TaskForm(fields, schema, kept_refs={}, is_asked=True)


SCENE = {"id": "a", "icon": "lock", "title": "@a"}
NETWORK = {"id": "a", "name": "ZON-1", "icon": "house", "is_locked": True}


@pytest.mark.parametrize(
    "world, parameters, place, said",
    [
        ("password", {"scenes": [{**SCENE, "kind": "pin", "pin": "abcd"}]}, "id_w-scenes-0-pin", "alleen cijfers"),
        ("password", {"scenes": [{**SCENE, "kind": "pin", "pin": "12"}]}, "id_w-scenes-0-pin", "te kort"),
        (
            "connection",
            {"starts_on": [], "networks": [NETWORK], "goal": [{"do": "join", "on": "a"}]},
            "id_w-goal-0-on",
            "geen code",
        ),
        (
            "learning",
            {"lessons": [{"id": "a", "icon": "bus", "title": "@a"}], "goal": [{"do": "finish", "on": "a"}]},
            "id_w-goal-0-on",
            "niets te doen",
        ),
    ],
)
def test_what_a_world_refuses_is_said_in_dutch_at_its_place(world, parameters, place, said):
    form = fill_in(world, parameters)
    assert [where for where, _label in form.list_mistakes()] == [place]
    errors = [error for row in form.world.walk() for texts in row.lines.form.errors.values() for error in texts]
    assert said in " ".join(errors)


def test_what_is_about_no_one_field_is_said_above_all():
    shops = [{"id": name, "name": "@a", "address": "a.example", "price": "€ 1", "text": "@a"} for name in "ab"]
    form = fill_in("safety", {"scenes": [{"kind": "shops", "icon": "bicycle", "shops": shops}]})
    assert not form.is_whole and form.can_be_kept
    assert "winkel" in " ".join(form.problems)


def test_a_name_that_was_the_same_in_every_language_stays_so():
    schema = SCHEMAS["video_call"]
    people = [{"id": "ali", "name": "Ali", "icon": "user"}, {"id": "lies", "name": "@a", "icon": "user"}]
    fields = write_fields(schema, {"parameters": {"people": people}, "texts": {"a": {"nl": "Lies"}}})
    form = TaskForm(fill(fields, ["phone"]), schema, kept_refs={}, is_asked=True)
    parameters, texts = put_dutch(form.source.parameters, {}, {"people": people})
    assert [one["name"] for one in parameters["people"]] == ["Ali", "@people-lies-name"]
    assert texts["people-lies-name"] == {"nl": "Lies"}
    assert put_dutch({"label": pretrajectory.Dutch("1234")}, {}, {}) == ({"label": "1234"}, {}), "what has no letter"
