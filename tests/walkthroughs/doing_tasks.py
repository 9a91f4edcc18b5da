"""Somebody who can do every task of the voortraject, by finger or by mouse and keys. She looks at pictures and places, never at a
word; what she has to type stands there to be copied.
"""

import json
import re

from playwright.sync_api import Locator, Page

from tests.pretrajectory.factories import list_moves

THINKS = 160  # before each press: faster than this nobody is believed
HOLD = 700  # milliseconds of a finger that stays
FAR = 100  # pixels of a swipe
SWIPES = {"swipe-left": (-1, 0), "swipe-right": (1, 0), "swipe-up": (0, -1), "swipe-down": (0, 1)}


class Person:
    """Before a page with a task. `has_finger`: on a phone; else she has a mouse and keys."""

    def __init__(self, page: Page, *, has_finger: bool) -> None:
        self.page, self.has_finger = page, has_finger

    def do_task(self) -> str:
        """Do what the page asks, wait for the next page, and say in which world it was."""
        section = self.page.locator("[data-world]")
        world, number = section.get_attribute("data-world"), section.get_attribute("data-try")
        section.locator(".device-screen > *").first.wait_for()
        parameters = json.loads(section.locator("script[data-params]").text_content())
        if do := getattr(self, f"_do_{world}", None):
            do(parameters)
        else:
            self._do_moves(list_moves(world, parameters))
        self.page.locator(f"[data-try='{number}']").wait_for(state="detached", timeout=15_000)
        return world

    def press(self, thing: Locator) -> None:
        self.page.wait_for_timeout(THINKS)
        thing.tap() if self.has_finger else thing.click()

    def _do_moves(self, moves) -> None:
        """In a world whose things have the names of their steps."""
        for does, on, text in moves:
            thing = self.page.locator(f".device-screen [data-act='{f'{does} {on}'.strip()}']")
            self._type(thing, text) if text else self.press(thing)

    def _do_touch(self, parameters) -> None:
        for scene in parameters["scenes"]:
            thing = self.page.locator(f".touch-area [data-name={scene['target']}]").first
            thing.wait_for()
            self._make_gesture(scene["gesture"], thing)
            self.page.wait_for_timeout(1_300)  # the next scene comes

    def _do_keyboard(self, parameters) -> None:
        for line in parameters["lines"]:
            self._type(self.page.locator(".device-screen input"), line["text"])
            self.page.keyboard.press("Enter")
            self.page.wait_for_timeout(300)

    def _do_inbox(self, parameters) -> None:
        for goal in parameters["goal"]:
            self._open_mail(goal["on"])
            if goal["do"] == "reply":
                self._act("reply")
                self._type(self.page.locator("[data-act=write]"), parameters["reply"])
                self._act("send")
            elif goal["do"] == "spam":
                self._act("spam")
            elif goal["do"] == "attach-open":
                self._act("attach-open")

    def _open_mail(self, name: str) -> None:
        row = self.page.locator(f"[data-act='open {name}']")
        while not row.is_visible():
            self._act("back")
        self.press(row)

    def _act(self, name: str) -> None:
        self.press(self.page.locator(f".device-screen [data-act={name}]").first)

    def _do_form(self, parameters) -> None:
        for number, field in enumerate(parameters["fields"]):
            row = self.page.locator(".device-screen .form-row").nth(number)
            options = [option["id"] for option in field.get("options", ())]
            match field["kind"]:
                case "text":
                    self._type(row.locator("input"), field["value"])
                case "date":
                    for box, part in zip(row.locator("input").all(), reversed(field["value"].split("-")), strict=True):
                        self._type(box, part)
                case "tick":
                    self.press(row.locator("label"))
                case "choice":
                    self.press(row.locator("label").nth(options.index(field["value"])))
                case "photo":
                    self.press(row.locator(".form-photo"))
                    self.press(row.locator(".form-picture").nth(options.index(field["value"])))
        self.press(self.page.locator(".form-send"))

    def _do_browser(self, parameters) -> None:
        for goal in parameters["goal"]:
            match goal["do"]:
                case "see":
                    self._act(f"'link {goal['on']}'")
                case "back":
                    self._act("back")
                case "tab-new":
                    self._act("'tab-new'")
                case "go":
                    address = self.page.locator("[data-act=address]")
                    self._type(address, parameters["pages"][goal["on"]]["address"])
                    address.press("Enter")

    def _do_password(self, parameters) -> None:
        for scene in parameters["scenes"]:
            match scene["kind"]:
                case "pin":
                    self._press_digits(scene["pin"])
                case "choose":
                    place = next(at for at, option in enumerate(scene["options"]) if option.get("is_safe"))
                    self.press(self.page.locator(".device-screen .pass-options button").nth(place))
                case _:
                    field = self.page.locator(".device-screen .pass-field")
                    self._type(field, " ".join(word["text"] for word in scene["words"]))
                    field.press("Enter")

    def _do_identity(self, parameters) -> None:
        self._act("begin")
        self._act("app")
        for goal in parameters["goal"]:
            self._act(f"'see {goal['on']}'")
            if goal["do"] == "confirm":
                self._act("check")
            self._act(goal["do"])
            if goal["do"] == "confirm":
                self._press_digits(parameters["code"])

    def _press_digits(self, digits: str) -> None:
        for digit in digits:
            self.press(self.page.locator(f".device-screen [data-digit='{digit}']"))

    def _do_learning(self, parameters) -> None:
        lessons = {lesson["id"]: lesson for lesson in parameters["lessons"]}
        for goal in parameters["goal"]:
            self._turn_to("lessons" if goal["do"] == "finish" else "class")
            match goal["do"]:
                case "finish":
                    self._act(f"'open {goal['on']}'")
                    for part in lessons[goal["on"]]["parts"]:
                        self._act("play" if part["kind"] == "play" else f"'answer {part['right']}'")
                        self.page.locator(".device-screen [data-act=next].is-main").wait_for()
                        self._act("next")
                case "hand-in":
                    self._act(f"'file {goal['on']}'")
                    self._act("'hand-in'")
                case "feedback":
                    self._act("feedback")
                case "date":
                    self._act(f"'date {goal['on']}'")

    def _do_messages(self, parameters) -> None:
        for goal in parameters["goal"]:
            match goal["do"]:
                case "answer":
                    self._open_chat(goal["on"])
                    self._act(f"'answer {goal['reply']}'")
                case "write":
                    self._open_chat(goal["on"])
                    self._type(self.page.locator("[data-act=write]"), goal["text"])
                    self._act("send")
                case "put":
                    self._open_chat(
                        next(chat["id"] for chat in parameters["chats"] if chat["texts"][0].get("on") == goal["on"])
                    )
                    self._act(f"'plan {goal['on']}'")
                    self._act(f"'day {goal['day']}'")
                    self._act("save")
                case "cancel":
                    self._turn_to("calendar")
                    self._act(f"'pick {goal['on']}'")
                    self._act("remove")

    def _open_chat(self, name: str) -> None:
        self._turn_to("messages")
        if (back := self.page.locator(".device-screen [data-act=back]")).count():
            self.press(back)
        self._act(f"'open {name}'")

    def _turn_to(self, app: str) -> None:
        """On a computer they stand beside each other."""
        if (tab := self.page.locator(f".device-screen [data-act={app}]")).count():
            self.press(tab)

    def _type(self, field: Locator, text: str) -> None:
        self.press(field)
        field.fill("")
        self.page.keyboard.type(text, delay=60)

    def _make_gesture(self, gesture: str, thing: Locator) -> None:
        thing.scroll_into_view_if_needed()
        box = thing.bounding_box()
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        match gesture:
            case "tap":
                thing.tap()
            case "double-tap":
                thing.tap()
                thing.tap()
            case "click":
                thing.click()
            case "double-click":
                thing.dblclick()
            case "right-click":
                thing.click(button="right")
            case "scroll":
                self.page.mouse.move(*middle)
                self.page.mouse.wheel(0, 2_000)
            case "drag":
                self._drag(middle)
            case "long-press":
                self._move_fingers([middle])
            case "pinch-out":
                self._pinch(middle)
            case swipe:
                self._move_fingers([_go(middle, SWIPES[swipe], part) for part in (0, 0.4, 1)], hold=0)

    def _drag(self, start) -> None:
        tray = self.page.locator(".touch-tray").bounding_box()
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(tray["x"] + tray["width"] / 2, tray["y"] + tray["height"] / 2, steps=5)
        self.page.mouse.up()

    def _pinch(self, middle) -> None:
        ways = [[_go(middle, (side, 0), part) for part in (0.2, 0.5, 0.8)] for side in (-1, 1)]
        self._move_fingers(*ways, hold=0)

    def _move_fingers(self, *ways, hold: int = HOLD) -> None:
        """Each finger goes its way, all at once, and stays at its end."""
        session = self.page.context.new_cdp_session(self.page)
        for place in range(len(ways[0])):
            points = [{"x": way[place][0], "y": way[place][1], "id": finger} for finger, way in enumerate(ways)]
            kind = "touchMove" if place else "touchStart"
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        self.page.wait_for_timeout(hold)
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _go(start, direction, part):
    return tuple(place + way * FAR * part for place, way in zip(start, direction, strict=True))


def is_at_the_end(page: Page) -> bool:
    """No task is left: she sees what she can."""
    return bool(re.search(r"/skills/$", page.url))
