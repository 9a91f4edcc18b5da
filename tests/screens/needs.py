"""What a newcomer's page may load, and for which of its elements: data is paid for by the megabyte.

YOUR SCRIPT OR STYLE SHEET needs a row: the selector of what it is for. A page that loads it has such an element.
"""

import re
from urllib.parse import urlsplit

#: What every page needs, once: the frame, its icons, its paper.
FRAME = {"css/tokens.css", "css/base.css", "css/components.css", "css/forms.css", "css/print.css", "js/frame.js"}
#: A file, and what on the page it is for.
NEEDED_FOR = {
    "css/languages.css": ".languages",
    "css/lesson.css": ".lesson, .lesson-card, .word-list, [data-take], .question, .feedback-why",
    "css/mock.css": "[data-mock], .mock-facts, .mock-verdict",
    "css/practice.css": ".practice",
    "css/recording.css": "[data-record]",
    "css/skills.css": ".skills",
    "css/sound.css": "[data-player]",
    "css/worlds.css": "[data-world]",
    "css/worlds/browser.css": "[data-world=browser]",
    "css/worlds/connection.css": "[data-world=connection]",
    "css/worlds/form.css": "[data-world=form]",
    "css/worlds/identity.css": "[data-world=identity]",
    "css/worlds/inbox.css": "[data-world=inbox]",
    "css/worlds/keyboard.css": "[data-world=keyboard]",
    "css/worlds/learning.css": "[data-world=learning]",
    "css/worlds/messages.css": "[data-world=messages]",
    "css/worlds/password.css": "[data-world=password]",
    "css/worlds/reading_aids.css": "[data-world=reading_aids]",
    "css/worlds/safety.css": "[data-world=safety]",
    "css/worlds/touch.css": "[data-world=touch]",
    "css/worlds/video_call.css": "[data-world=video_call]",
    "fonts/arab.css": ":lang(ar), :lang(ckb), :lang(fa), :lang(ps), :lang(ur)",
    "fonts/armn.css": ":lang(hy)",
    "fonts/ethi.css": ":lang(ti)",
    "fonts/tibt.css": ":lang(bo)",
    "js/answers.js": "[data-lesson][data-newcomer], [data-mock]",
    "js/connection.js": "main",  # what it finds out is for the next page too
    "js/data-meter.js": "[data-meter]",
    "js/exam-queue.js": "[data-mock]",
    "js/keypad.js": "[data-keypad-for]",
    "js/kept-list.js": "[data-kept-list]",
    "js/lesson-answers.js": "form[data-question]",
    "js/lesson-events.js": "[data-lesson][data-newcomer]",
    "js/lesson-state.js": "[data-end]",
    "js/listen.js": "[data-player]",
    "js/mock.js": "[data-mock]",
    "js/phone.js": "[data-newcomer], [data-unsent], [data-kept-list]",
    "js/pretrajectory/world.js": "[data-world]",
    "js/pretrajectory/worlds/browser.js": "[data-world=browser]",
    "js/pretrajectory/worlds/connection.js": "[data-world=connection]",
    "js/pretrajectory/worlds/form.js": "[data-world=form]",
    "js/pretrajectory/worlds/identity.js": "[data-world=identity]",
    "js/pretrajectory/worlds/inbox.js": "[data-world=inbox]",
    "js/pretrajectory/worlds/keyboard.js": "[data-world=keyboard]",
    "js/pretrajectory/worlds/learning.js": "[data-world=learning]",
    "js/pretrajectory/worlds/messages.js": "[data-world=messages]",
    "js/pretrajectory/worlds/password.js": "[data-world=password]",
    "js/pretrajectory/worlds/reading_aids.js": "[data-world=reading_aids]",
    "js/pretrajectory/worlds/safety.js": "[data-world=safety]",
    "js/pretrajectory/worlds/touch.js": "[data-world=touch]",
    "js/pretrajectory/worlds/video_call.js": "[data-world=video_call]",
    "js/print.js": "[data-print]",
    "js/quick-exit.js": "[data-leave], [data-replace]",
    "js/record.js": "[data-record]",
    "js/shared-stem.js": "[data-shared], [data-mock]",
    "js/sign-in.js": "[data-card-form], [data-pin-form]",
    "js/take-along.js": "[data-take], [data-kept-list]",
    "js/taps.js": "img[data-size], .tap-to-load",
    "js/vendor/idb.js": "[data-newcomer], [data-unsent], [data-kept-list]",
    "js/tiles.js": "form[data-question], .order-item, .match-row, [data-mock]",
    "js/words.js": ".word-tap",
}
#: The letters of languages' names, where the machine lacks them.
OF_NAMES = "fonts/names-"
_KIND = re.compile(r"\.(css|js|woff2)$")
#: How many elements of the page each selector finds; null for a page of staff, which may load what it wants.
COUNT = """selectors => document.querySelector("link[href$='css/staff.css'], link[href$='css/staff-sign-in.css']")
  ? null : Object.fromEntries(selectors.map(one => [one, document.querySelectorAll(one).length]))"""
#: The style sheet of a script names its fonts; there is one such sheet.
OF_FONTS = 'link[href^="/static/fonts/"]'


def find_needless(phone) -> list[str]:
    """The styles, scripts and fonts below /static/ that the page on the phone asked for and has no use for."""
    found = phone.page.evaluate(COUNT, [*NEEDED_FOR.values(), OF_FONTS])
    if found is None:
        return []

    def is_needed(file: str) -> bool:
        if file.startswith(OF_NAMES):
            return found[NEEDED_FOR["css/languages.css"]] > 0
        if file.endswith(".woff2"):
            return found[OF_FONTS] == 1
        return file in FRAME or found[NEEDED_FOR[file]] > 0

    asked = [urlsplit(url).path.removeprefix("/static/") for url in phone.asked if "/static/" in url]
    return [file for file in dict.fromkeys(asked) if _KIND.search(file) and not is_needed(file)]
