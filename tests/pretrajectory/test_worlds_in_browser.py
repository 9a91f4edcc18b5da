"""In a browser: a person does the tasks with a finger, a mouse or the keys, and the steps that are told are hers."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.once]


def scene(gesture: str, target: str, *decoys: str) -> dict:
    return {"gesture": gesture, "target": target, "decoys": list(decoys)}


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


def test_the_hand_shows_once_without_counting_and_hints_point_closer(world_page):
    opened = world_page()
    page = opened.open("touch", {"scenes": [scene("tap", "ball", "box"), scene("tap", "tree")]})
    page.click("[data-watch]")
    page.locator(".is-demo").wait_for()
    page.locator(".is-demo").wait_for(state="detached")
    page.click("[data-hint]")
    assert page.locator(".touch-area.is-region").count() == 1
    page.click("[data-hint]")
    assert page.locator(".is-thing").get_attribute("data-name") == "ball"
    page.click("[data-hint]")
    page.locator(".device-cover").click()  # she has seen enough
    page.tap("[data-name=ball]")
    opened.wait()
    page.tap("[data-name=tree]")
    assert opened.wait_for_report() == [("tap", "ball"), ("tap", "tree")]
    assert (opened.reports[0]["watched"], opened.reports[0]["hints"]) == (1, 3)


def test_without_motion_the_steps_are_numbered_and_wait_for_a_tap(world_page):
    opened = world_page(is_still=True, is_rtl=True)
    page = opened.open("touch", {"scenes": [scene("swipe-left", "ball", "box")]})
    assert page.locator(".world-hand").count() == 0
    page.click("[data-watch]")
    assert page.locator(".world-mark").inner_text() == "1"
    assert opened.find_faults() == []
    page.keyboard.press("Enter")
    page.locator(".is-demo").wait_for(state="detached")
    assert page.evaluate("document.activeElement.hasAttribute('data-watch')")


def test_who_gets_no_further_is_pointed_closer_without_asking(world_page):
    opened = world_page()
    page = opened.open("touch", {"scenes": [scene("tap", "ball", "box")]})
    opened.wait(20_100)
    assert page.locator(".touch-area.is-region").count() == 1
    opened.wait(20_100)
    assert page.locator("[data-name=ball].is-thing").count() == 1
    page.tap("[data-name=ball]")
    opened.wait_for_report()
    assert opened.reports[0]["hints"] == 0


def test_without_a_connection_the_report_waits_on_the_phone(world_page):
    opened = world_page()
    page = opened.open("touch", {"scenes": [scene("tap", "ball")]})
    opened.status = None
    page.tap("[data-name=ball]")
    opened.wait()
    page.get_by_text("Kept").wait_for()
    opened.status = 200
    page.evaluate("dispatchEvent(new Event('online'))")
    opened.wait(2000)
    page.wait_for_url("**/next/")
    assert len(opened.reports) == 1


def test_who_goes_on_tells_so_with_what_she_did(world_page):
    opened = world_page()
    page = opened.open("touch", {"scenes": [scene("tap", "ball", "box")]})
    page.tap("[data-name=box]")
    page.click("[data-skip]")
    page.wait_for_url("**/next/")
    (report,) = opened.reports
    assert report["gave_up"] is True and [step["on"] for step in report["steps"]] == ["box"]


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
    page.get_by_text("Different").wait_for(state="attached")  # heard too

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
