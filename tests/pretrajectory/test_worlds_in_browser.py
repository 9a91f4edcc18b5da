"""In a browser: a person does the tasks with a finger, a mouse or the keys, and the steps that are told are hers."""

import pytest

from .world_page import scene

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_fingers_make_gestures_on_the_right_picture_as_often_as_they_need(world_page):
    opened = world_page()
    page = opened.open(
        "touch", {"scenes": [scene("tap", "ball", "box"), scene("swipe-left", "tree"), scene("pinch-out", "map")]}
    )
    assert opened.find_faults() == []
    page.tap("[data-name=box]")
    page.tap("[data-name=ball]")
    opened.wait()

    x, y = opened.middle_of("[data-name=tree]")
    opened.move_fingers([(x, y), (x + 40, y), (x + 90, y)])
    opened.move_fingers([(x, y), (x - 40, y), (x - 90, y)])
    opened.wait()
    x, y = opened.middle_of("[data-name=map]")
    opened.move_fingers([(x - 20, y), (x - 40, y), (x - 70, y)], [(x + 20, y), (x + 40, y), (x + 70, y)])
    assert opened.wait_for_report() == [
        ("tap", "box"),
        ("tap", "ball"),
        ("swipe-right", "tree"),
        ("swipe-left", "tree"),
        ("pinch-out", "map"),
    ]
    (report,) = opened.reports
    assert {key: report[key] for key in ("hints", "watched", "gave_up")} == {"hints": 0, "watched": 0, "gave_up": False}
    times = [step["t"] for step in report["steps"]]
    assert times == sorted(times) and all(isinstance(time, int) for time in times)
    opened.wait(2000)
    page.wait_for_url("**/next/")


def test_a_finger_taps_twice_and_holds(world_page):
    opened = world_page(is_rtl=True)
    page = opened.open("touch", {"scenes": [scene("double-tap", "cup"), scene("long-press", "car", "box")]})
    page.tap("[data-name=cup]")
    opened.wait(550)  # too slow: that is one tap
    page.tap("[data-name=cup]")
    page.tap("[data-name=cup]")
    opened.wait()
    opened.move_fingers([opened.middle_of("[data-name=car]")], hold=650)
    assert opened.wait_for_report() == [("tap", "cup"), ("double-tap", "cup"), ("long-press", "car")]


def test_a_mouse_clicks_drags_and_scrolls(world_page):
    opened = world_page(device="computer")
    gestures = [
        scene("double-click", "folder"),
        scene("right-click", "file", "box"),
        scene("drag", "file"),
        scene("scroll", "tree", "car", "cup"),
    ]
    page = opened.open("touch", {"scenes": gestures})
    page.dblclick("[data-name=folder]")
    opened.wait()
    page.locator("[data-name=file]").click(button="right")

    opened.wait()
    page.mouse.move(*opened.middle_of("[data-name=file]"))
    page.mouse.down()
    page.mouse.move(*opened.middle_of(".touch-tray"), steps=3)
    page.mouse.up()
    opened.wait()
    page.mouse.move(*opened.middle_of(".touch-window"))
    page.mouse.wheel(0, 2000)
    assert opened.wait_for_report() == [
        ("double-click", "folder"),
        ("right-click", "file"),
        ("drag", "file"),
        ("scroll", "tree"),
    ]
    assert opened.complaints == []


def test_the_keys_press_too(world_page):
    opened = world_page(device="computer")
    page = opened.open("touch", {"scenes": [scene("click", "ball", "box")]})
    page.locator("[data-name=ball]").press("Enter")
    assert opened.wait_for_report() == [("click", "ball")]


LINES = {
    "lines": [
        {"id": "l1", "text": "amal@post.example", "kind": "email"},
        {"id": "l2", "text": "0470 12", "kind": "digits"},
    ]
}


def test_a_line_is_typed_and_what_differs_is_marked_under_its_letters(world_page):
    opened = world_page(is_rtl=True)
    page = opened.open("keyboard", LINES)
    field = page.locator("input")
    assert (field.get_attribute("inputmode"), field.get_attribute("autocapitalize")) == ("email", "none")
    assert opened.find_faults() == []
    field.tap()
    page.keyboard.type("Amalpost.exemple")
    page.keyboard.press("Enter")
    assert page.locator(".is-different").all_inner_texts() == ["@", "a"]
    page.get_by_text("Line: @ a").wait_for(state="attached")  # heard too

    field.fill(" Amal@post.example ")
    assert page.locator(".is-different").count() == 0
    page.get_by_role("button", name="Check").tap()
    assert page.evaluate("document.activeElement.inputMode") == "numeric"  # she types on
    page.keyboard.type("0470 12")
    page.keyboard.press("Enter")
    assert opened.wait_for_report() == [
        ("type", "l1", "Amalpost.exemple"),
        ("type", "l1", " Amal@post.example "),
        ("type", "l2", "0470 12"),
    ]


def test_the_hand_types_a_line_without_counting(world_page):
    opened = world_page(device="computer", is_still=True)
    page = opened.open("keyboard", LINES)
    page.click("[data-watch]")
    page.locator(".device-cover").press("Enter")
    assert page.locator(".is-demo input").input_value() == "amal@post.example"
    page.locator(".device-cover").press("Enter")
    page.locator(".is-demo").wait_for(state="detached")
    assert page.locator("input").input_value() == "" and opened.complaints == []


def mail(id_: str, icon: str, sender: str, *, attachment: str = "", is_bad: bool = False) -> dict:
    about = {"id": id_, "icon": icon, "from": sender, "subject": f"From {sender}", "body": "Hello.\nUntil then."}
    return about | {"attachment": attachment, "is_bad": is_bad}


INBOX = {
    "mails": [
        mail("m1", "house", "The office"),
        mail("m2", "graduation", "The school", attachment="photo"),
        mail("m3", "euro", "Win money", is_bad=True),
    ],
    "goal": [{"do": "reply", "on": "m1"}, {"do": "attach-open", "on": "m2"}, {"do": "spam", "on": "m3"}],
    "reply": "ja",
}


def test_a_finger_answers_a_mail_looks_at_a_photo_and_moves_rubbish_away(world_page):
    opened = world_page(is_rtl=True)
    page = opened.open("inbox", INBOX)
    assert opened.find_faults() == []

    def press(name: str) -> None:
        page.get_by_role("button", name=name).tap()

    press("The office")
    press("Spam")  # a good mail stays: a soft sign, and nothing happened
    press("Reply")
    assert opened.find_faults() == []
    page.locator("textarea").fill("nee")
    press("Send")
    page.locator("textarea").fill("JA")
    press("Send")
    assert page.locator(".world-goals .is-met").count() == 1
    press("Back")
    press("The school")
    press("Attachment")
    assert page.locator(".mail-photo").is_visible() and opened.find_faults() == []
    press("Back")
    press("Win money")
    press("Spam")
    assert opened.wait_for_report() == [
        ("open", "m1"),
        ("reply", "m1"),
        ("type", "m1", "nee"),
        ("send", "m1"),
        ("type", "m1", "JA"),
        ("send", "m1"),
        ("back", ""),
        ("open", "m2"),
        ("attach-open", "m2"),
        ("back", ""),
        ("open", "m3"),
        ("spam", "m3"),
    ]


def test_the_keys_send_a_photo_along_with_the_list_beside(world_page):
    opened = world_page(device="computer")
    page = opened.open(
        "inbox", INBOX | {"goal": [{"do": "open", "on": "m2"}, {"do": "attach", "on": "m2"}], "reply": ""}
    )
    page.get_by_role("button", name="The school").press("Enter")
    assert page.locator(".mail-row").count() == 3 and opened.find_faults() == []
    assert page.evaluate("document.activeElement.textContent").startswith("The school")
    page.get_by_role("button", name="Reply").press("Enter")
    page.keyboard.type("Here it is")
    page.get_by_role("button", name="Attach").press("Enter")
    page.get_by_role("button", name="Send").press("Enter")
    assert opened.wait_for_report() == [("open", "m2"), ("reply", "m2"), ("attach", "m2"), ("send", "m2")]


@pytest.mark.parametrize("device", ["phone", "computer"])
def test_the_hand_knows_the_whole_way_through_an_inbox(world_page, device):
    opened = world_page(device=device, is_still=True)
    goals = [*INBOX["goal"], {"do": "attach", "on": "m2"}, {"do": "open", "on": "m2"}]
    opened.open("inbox", INBOX | {"goal": goals})
    assert opened.watch_whole() < 20
    assert opened.reports == [] and opened.find_faults() == []


DAYS = [{"id": "mon", "label": "Monday"}, {"id": "thu", "label": "Thursday"}]
PHOTOS = [{"id": "house"}, {"id": "woman"}]


def field(id_: str, kind: str, icon: str, label: str, **more) -> dict:
    return {"id": id_, "kind": kind, "label_icon": icon, "label": label} | more


FORM = {
    "fields": [
        field("name", "text", "user", "Name", value="Amal Haddad"),
        field("born", "date", "calendar", "Born", value="1990-05-12"),
        field("day", "choice", "clock", "Appointment", value="thu", options=DAYS),
        field("photo", "photo", "image", "Photo", value="woman", options=PHOTOS),
        field("agree", "tick", "check", "This is right"),
    ]
}


def test_a_finger_copies_a_card_into_a_form_and_mends_what_is_marked(world_page):
    opened = world_page(is_rtl=True)
    page = opened.open("form", FORM)
    assert opened.find_faults() == []
    page.get_by_label("Name").fill("Amal")
    page.get_by_role("button", name="Send").tap()
    assert page.locator(".form-row.is-different").count() == 5
    assert page.evaluate("document.activeElement.value") == "Amal"  # she types on where it differs

    page.get_by_label("Name").fill("amal haddad")
    assert page.locator(".form-row.is-different").count() == 4
    for part, digits in (("Day", "12"), ("Month", "٥"), ("Year", "1990")):
        page.get_by_label(part, exact=True).fill(digits)
    page.get_by_role("radio", name="Thursday").tap()
    page.get_by_role("button", name="Choose").tap()
    assert opened.find_faults() == []
    page.get_by_role("button", name="Photo 2").tap()
    page.get_by_role("checkbox", name="This is right").tap()
    page.get_by_role("button", name="Send").tap()
    assert opened.wait_for_report() == [
        ("fill", "name", "Amal"),
        ("send", ""),
        ("fill", "name", "amal haddad"),
        ("fill", "born", "1990-05-12"),
        ("choose", "day", "thu"),
        ("choose", "photo", "woman"),
        ("tick", "agree"),
        ("send", ""),
    ]


def test_the_keys_alone_fill_in_a_form(world_page):
    opened = world_page(device="computer")
    page = opened.open("form", FORM)
    page.locator("input").first.focus()
    for words, *keys in (
        ("Amal Haddad", "Tab"),
        ("12", "Tab"),
        ("05", "Tab"),
        ("1990", "Tab", "Space", "ArrowDown", "Tab"),  # the second choice
        ("", "Enter", "Tab", "Tab", "Enter", "Tab", "Space"),  # the second picture, and the tick
    ):
        page.keyboard.type(words)
        for key in keys:
            page.keyboard.press(key)
    assert opened.find_faults() == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert opened.wait_for_report()[-1] == ("send", "")


def test_the_hand_fills_in_a_form_and_hers_stays_as_it_was(world_page):
    opened = world_page(is_still=True)
    page = opened.open("form", FORM)
    page.get_by_label("Name").fill("Am")
    assert opened.watch_whole() < 15
    assert page.get_by_label("Name").input_value() == "Am" and opened.reports == []
    assert page.locator(".form-row.is-different").count() == 0 and opened.find_faults() == []


BROWSER = {
    "start": "town",
    "pages": {
        "town": {"title": "The town", "icon": "building", "address": "town.example", "links": ["school", "bus"]},
        "school": {"title": "The school", "icon": "graduation", "address": "school.example", "links": ["class"]},
        "class": {"title": "The class", "icon": "users", "address": "class.example"},
        "bus": {"title": "The bus", "icon": "bus", "address": "bus.example", "links": []},
    },
}


def goal(does: str, page: str = "") -> dict:
    return {"do": does, "on": page}


def test_a_finger_opens_a_link_and_goes_back(world_page):
    opened = world_page(is_rtl=True)
    page = opened.open("browser", BROWSER | {"goal": [goal("see", "school"), goal("back", "town")]})
    assert opened.find_faults() == []
    page.get_by_role("link", name="The bus").tap()
    page.get_by_role("button", name="Back").tap()  # from the wrong page is a way too, and there is nothing before it
    page.get_by_role("button", name="Back").tap(force=True)
    page.get_by_role("link", name="The school").tap()
    assert opened.wait_for_report() == [("link", "bus"), ("back", ""), ("link", "school")]


def test_the_keys_type_an_address_in_a_new_tab_search_and_change_tabs(world_page):
    opened = world_page(device="computer")
    goals = [goal("tab-new"), goal("go", "bus"), goal("search"), goal("see", "class"), goal("see", "town")]
    page = opened.open("browser", BROWSER | {"goal": goals})
    page.get_by_role("button", name="Tab new").press("Enter")
    for text in ("bus.exampel", "https://bus.example/", "class"):
        page.get_by_role("textbox").fill(text)
        page.keyboard.press("Enter")
    assert page.locator(".page-link").all_inner_texts() == ["The class"] and opened.find_faults() == []
    page.get_by_role("button", name="Back").press("Enter")  # what was found closes: that is no step
    page.get_by_role("textbox").fill("nowhere")
    page.get_by_role("button", name="Go").press("Enter")
    page.get_by_role("link", name="The class").press("Enter")
    page.get_by_role("button", name="Tab 1").press("Enter")
    assert opened.wait_for_report() == [
        ("tab-new", ""),
        ("go", "", "bus.exampel"),
        ("go", "", "bus.example"),
        ("search", "", "class"),
        ("search", "", "nowhere"),
        ("link", "class"),
        ("tab", "0"),
    ]


def test_the_hand_knows_the_whole_way_through_a_browser(world_page):
    opened = world_page(is_still=True)
    goals = [goal("see", "class"), goal("back", "town"), goal("tab-new"), goal("go", "bus"), goal("search")]
    opened.open("browser", BROWSER | {"goal": goals})
    assert opened.watch_whole() < 15
    assert opened.reports == [] and opened.find_faults() == []
