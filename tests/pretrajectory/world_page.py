"""A page with one world on it, from the static files alone, and the hands of the person before it."""

import json
import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.csp import build_policy

from mo_platform.portals.world_words import COMMON_WORDS
from mo_platform.portals.world_words import WORDS as WORDS_OF_WORLDS
from pretrajectory.engine.worlds import Step, make_world
from tests.screens.phone import AXE

BASE = "http://localhost:9"  # nothing listens there: every answer is given here
PAGE = """<!doctype html><html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><title>Task</title>
<meta name="viewport" content="width=device-width">{styles}</head><body><main class="main"><h1>Task</h1>
<section class="world" data-world="{world}" data-device="{device}" data-module="/static/js/pretrajectory/worlds/{world}.js"
 data-sprite="/static/icons/sprite.svg" data-pictures="/static/icons/sprite-worlds.svg" data-report="/report/" data-next="/next/">
<script type="application/json" data-params>{params}</script><script type="application/json" data-words>{words}</script>
<div class="world-demo"><button type="button" class="button" data-watch>Watch</button>
<button type="button" class="button" data-hint>Hint</button><button type="button" class="button" data-skip>On</button></div>
<div class="world-stage" data-stage></div></section></main>
<script type="module" src="/static/js/pretrajectory/world.js"></script></body></html>"""
SHEETS = ("tokens", "base", "components", "forms", "worlds")
#: Each word of each world, as its own name says it.
WORDS = {
    word: word.replace("-", " ").capitalize() for words in (COMMON_WORDS, *WORDS_OF_WORLDS.values()) for word in words
}


def scene(gesture: str, target: str, *decoys: str) -> dict:
    return {"gesture": gesture, "target": target, "decoys": list(decoys)}


class WorldPage:
    """`reports`: what the script told the server. `status`: what the server answers; None: there is no connection."""

    def __init__(self, browser, *, device="phone", is_rtl=False, is_still=False):
        size = {"width": 360, "height": 740} if device == "phone" else {"width": 1280, "height": 800}
        self.context = browser.new_context(
            viewport=size, has_touch=device == "phone", reduced_motion="reduce" if is_still else "no-preference"
        )
        self.context.add_init_script(AXE)
        self.page = self.context.new_page()
        self.page.set_default_timeout(6000)
        self.device, self.is_rtl = device, is_rtl
        self.reports, self.complaints, self.status, self.html = [], [], 200, ""
        self.page.on("console", lambda note: self.complaints.append(note.text) if note.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.context.route("**/*", self._answer)
        self.page.clock.install()

    def open(self, world: str, params: dict):
        self.world = make_world(world, params)
        sheets = [*SHEETS, f"worlds/{world}"]
        styles = "".join(f'<link rel="stylesheet" href="/static/css/{name}.css">' for name in sheets)
        lang, direction = ("ar", "rtl") if self.is_rtl else ("nl", "ltr")
        about = {"world": world, "device": self.device, "lang": lang, "direction": direction, "styles": styles}
        self.html = PAGE.format(params=json.dumps(params), words=json.dumps(WORDS), **about)
        self.page.goto(f"{BASE}/task/")
        self.page.locator(".device-screen > *").first.wait_for()
        return self.page

    def _answer(self, route):
        path = urlsplit(route.request.url).path
        if path == "/report/":
            if self.status is None:
                return route.abort()
            self.reports.append(route.request.post_data_json)
            return route.fulfill(status=self.status, json={"is_done": True})
        if path.startswith("/static/") and (found := finders.find(path.removeprefix("/static/"))):
            kind = mimetypes.guess_type(path)[0] or "text/plain"
            return route.fulfill(body=Path(found).read_bytes(), headers={"Content-Type": kind})
        policy = build_policy(settings.SECURE_CSP)
        return route.fulfill(body=self.html, headers={"Content-Type": "text/html", "Content-Security-Policy": policy})

    def wait(self, milliseconds: int = 1000) -> None:
        """Time passes on the page alone; unasked, what shows that something was done."""
        self.page.clock.run_for(milliseconds)

    def wait_for_report(self) -> list[tuple]:
        """The steps of the report, without their moments. Played again as the server does, they reach the end and no sooner."""
        self.wait()
        self.page.locator(".world-sign.is-shown").wait_for()
        while not self.reports:
            self.page.wait_for_timeout(20)
        steps = self.reports[-1]["steps"]
        for step in steps:
            assert not self.world.is_done
            self.world.take(Step(at=step["t"], does=step["do"], on=step["on"], text=step.get("text", "")))
        assert self.world.is_done
        return [tuple(step[key] for key in ("do", "on", "text") if key in step) for step in steps]

    def watch_whole(self) -> int:
        """Taps through a demonstration without motion until it ends by itself; the number of its steps."""
        self.page.click("[data-watch]")
        for number in range(60):
            if not self.page.locator(".device-cover").count():
                return number
            self.page.locator(".device-cover").press("Enter")
            self.wait(50)
        raise AssertionError("The demonstration does not end.")

    def find_faults(self) -> list[str]:
        """What axe finds in the world, and what of it is too small for a thumb."""
        found = self.page.evaluate(
            "axe.run('[data-stage]', {resultTypes: ['violations'], rules: {region: {enabled: false}}})"
            ".then(all => all.violations.flatMap(one => one.nodes.map(node => one.id + ': ' + node.html)))"
        )
        small = self.page.evaluate(
            """() => [...document.querySelectorAll('.device-screen :is(button, input, textarea, select)')]
            .filter(one => one.getClientRects().length && one.type !== 'radio' && one.type !== 'checkbox')
            .map(one => [one.outerHTML, one.getBoundingClientRect()])
            .filter(([, box]) => box.height < 43.5 || box.width < 43.5).map(([html]) => 'small: ' + html)"""
        )
        wide = self.page.evaluate("document.documentElement.scrollWidth > innerWidth ? ['wider than the screen'] : []")
        return found + small + wide + self.complaints

    def move_fingers(self, *paths, hold: int = 0):
        """Each finger goes from its first point to its last, all at once, and stays there for so many milliseconds."""
        session = self.context.new_cdp_session(self.page)
        for index in range(len(paths[0])):
            points = [{"x": path[index][0], "y": path[index][1], "id": id_} for id_, path in enumerate(paths)]
            session.send(
                "Input.dispatchTouchEvent", {"type": "touchMove" if index else "touchStart", "touchPoints": points}
            )
        self.page.clock.run_for(hold)
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def middle_of(self, selector: str) -> tuple[float, float]:
        locator = self.page.locator(selector)
        locator.scroll_into_view_if_needed()
        box = locator.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
