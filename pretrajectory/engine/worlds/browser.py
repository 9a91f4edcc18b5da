"""A browser with a few pages: an address, links, back, tabs, search."""

from .base import Step, can, is_same_text, need

#: Goals that need no page.
FREE = frozenset({"tab-new", "search"})
GOALS = FREE | {"see", "back", "go"}


class BrowserWorld:
    """`pages`: {name: {"address", "links": […], …}}; `start`: the page it opens on; `goal`: [{"do", "on"}], `on` a page.

    A page is reached by its address, by a link on the page in view, or after a search. "go" and "back" with a page mean that
    she came to it in that way; "tab-new" and "search" need no page.
    """

    def __init__(self, parameters) -> None:
        self._pages = parameters.get("pages") or {}
        start, goals = parameters.get("start"), parameters.get("goal") or []
        need(start in self._pages, "no page to start on")
        need(bool(goals), "no goal")
        addresses = [str(page.get("address", "")) for page in self._pages.values()]
        for name, page in self._pages.items():
            need(
                all(link in self._pages for link in page.get("links", ())), "a link to no page", "pages", name, "links"
            )
            is_twice = bool(page.get("address")) and sum(is_same_text(page["address"], one) for one in addresses) > 1
            need(not is_twice, "two pages have this address", "pages", name, "address")
        for number, goal in enumerate(goals):
            need(goal.get("do") in GOALS, f"unknown goal {goal.get('do')!r}", "goal", number)
            need(
                goal["do"] in FREE or goal.get("on") in self._pages, f"no page {goal.get('on')!r}", "goal", number, "on"
            )
        self._start = start
        self._goals = {(goal["do"], goal.get("on", "")) for goal in goals}
        self._reached: set[tuple[str, str]] = set()
        self._tabs, self._tab, self._has_searched = [[start]], 0, False

    def take(self, step: Step) -> bool:
        can(not self.is_done, step)
        trail = self._tabs[self._tab]
        match step.does:
            case "go":
                found = [name for name, page in self._pages.items() if is_same_text(step.text, page.get("address", ""))]
                if not found:
                    return False
                self._see(found[0], by="go")
            case "link":
                can(step.on in self._pages, step)
                can(self._has_searched or step.on in self._pages[trail[-1]].get("links", ()), step)
                self._see(step.on, by="link")
            case "back":
                can(len(trail) > 1, step)
                trail.pop()
                self._reached |= {("see", trail[-1]), ("back", trail[-1])}
            case "tab-new":
                self._tabs.append([self._start])
                self._tab = len(self._tabs) - 1
                self._reached.add(("tab-new", ""))
            case "tab":
                can(step.on.isdecimal() and int(step.on) < len(self._tabs), step)
                self._tab = int(step.on)
                self._reached.add(("see", self._tabs[self._tab][-1]))
            case "search":
                can(bool(step.text.strip()), step)
                self._has_searched = True
                self._reached.add(("search", ""))
            case _:
                can(False, step)
        return True

    def _see(self, page: str, *, by: str) -> None:
        self._tabs[self._tab].append(page)
        self._reached |= {("see", page), (by, page)}

    @property
    def is_done(self) -> bool:
        return self._goals <= self._reached
