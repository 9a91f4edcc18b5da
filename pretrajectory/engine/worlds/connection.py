"""Wifi and data: switches, networks with a lock and a code or with rules to agree to, a download that runs on."""

from .base import Step, can, is_same_text, need

SWITCHES = frozenset({"wifi", "data", "plane"})
GOALS = frozenset({"switch-on", "switch-off", "join", "stop"})


class ConnectionWorld:
    """`networks`: [{"id", "code", "is_locked", "asks"}]; `downloads`: [{"id"}]; `starts_on`: the switches that are on; `goal`:
    [{"do", "on"}].

    A network with a lock is joined with its code, or never where the task has none; one that `asks` when she agrees. Plane mode
    switches wifi and data off and holds them. Done when all goals are so at the same moment.
    """

    def __init__(self, parameters) -> None:
        self._networks = {network.get("id"): network for network in parameters.get("networks") or []}
        self._running = {download.get("id") for download in parameters.get("downloads") or []}
        self._on = set(parameters.get("starts_on") or [])
        goals = parameters.get("goal") or []
        need(bool(goals), "no goal")
        need(self._on <= SWITCHES, "an unknown switch is on")
        need("plane" not in self._on or self._on == {"plane"}, "plane mode with wifi or data", "starts_on")
        for number, goal in enumerate(goals):
            self._check(goal, number)
        self._goals = [(goal["do"], goal["on"]) for goal in goals]
        self._view, self._asked, self._joined, self._is_written = "home", "", "", False

    def _check(self, goal, number: int) -> None:
        does, on = goal.get("do"), goal.get("on")
        need(does in GOALS, f"unknown goal {does!r}")
        known = {"join": self._networks, "stop": self._running}.get(does, SWITCHES)
        need(on in known, f"nothing to {does}: {on!r}")
        if does == "join" and self._networks[on].get("is_locked"):
            need(bool(self._networks[on].get("code")), f"network {on!r} without a code", "goal", number, "on")

    def take(self, step: Step) -> bool:
        can(not self.is_done, step)
        takes = {
            "panel": self._take_view,
            "settings": self._take_view,
            "back": self._take_back,
            "switch": self._take_switch,
            "choose": self._take_choose,
            "type": self._take_type,
            "connect": self._take_connect,
            "accept": self._take_accept,
            "stop": self._take_stop,
        }.get(step.does)
        can(takes is not None, step)
        assert takes is not None
        return takes(step)

    def _take_view(self, step: Step) -> bool:
        self._view, self._asked = step.does, ""
        return True

    def _take_back(self, step: Step) -> bool:
        can(self._view != "home", step)
        self._view = "settings" if self._asked else "home"
        self._asked = ""
        return True

    def _take_switch(self, step: Step) -> bool:
        can(self._view != "home" and not self._asked and step.on in SWITCHES, step)
        can(step.on == "plane" or "plane" not in self._on, step)
        self._on ^= {step.on}
        self._on = {"plane"} if "plane" in self._on else self._on
        self._joined = self._joined if "wifi" in self._on else ""
        return True

    def _take_choose(self, step: Step) -> bool:
        can(self._view == "settings" and not self._asked and "wifi" in self._on and step.on in self._networks, step)
        network = self._networks[step.on]
        if network.get("is_locked") or network.get("asks"):
            self._asked, self._is_written = step.on, False
        else:
            self._joined = step.on
        return True

    def _take_type(self, step: Step) -> bool:
        code = self._get_asked(step, "is_locked").get("code") or ""
        self._is_written = bool(code) and is_same_text(step.text, code)
        return self._is_written

    def _take_connect(self, step: Step) -> bool:
        self._get_asked(step, "is_locked")
        if self._is_written:
            self._joined, self._asked = step.on, ""
        return True

    def _take_accept(self, step: Step) -> bool:
        self._get_asked(step, "asks")
        self._joined, self._asked = step.on, ""
        return True

    def _take_stop(self, step: Step) -> bool:
        can(self._view != "settings" and step.on in self._running, step)
        self._running.remove(step.on)
        return True

    def _get_asked(self, step: Step, what: str):
        """The network whose code or agreement is asked for just now. Raises ImpossibleStep."""
        can(bool(step.on) and step.on == self._asked, step)
        network = self._networks[step.on]
        can(bool(network.get(what)), step)
        return network

    @property
    def is_done(self) -> bool:
        now = {
            "switch-on": lambda on: on in self._on,
            "switch-off": lambda on: on not in self._on,
            "join": lambda on: on == self._joined,
            "stop": lambda on: on not in self._running,
        }
        return all(now[does](on) for does, on in self._goals)
