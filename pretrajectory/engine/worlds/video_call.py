"""A call with pictures: open the invitation, allow camera and microphone, join, speak or be quiet, leave. Nothing is recorded."""

from .base import Step, can, need

#: What a goal needs that stays reached.
ONCE = frozenset({"join", "mute", "unmute", "hand", "chat"})
GOALS = ONCE | {"camera", "leave"}


class VideoCallWorld:
    """`cameras`: [{"id", "is_broken"}], the first is on; `goal`: [{"do", "on"}], `on` a camera.

    Who did not allow camera and microphone may ask for them again; without them nobody joins. "camera": the call shows the
    picture of that one; "leave": she left after all the rest.
    """

    def __init__(self, parameters) -> None:
        cameras = parameters.get("cameras") or []
        goals = parameters.get("goal") or []
        need(bool(cameras) and bool(goals), "no camera or no goal")
        self._cameras = {camera.get("id") for camera in cameras}
        self._goals = [(goal.get("do"), goal.get("on", "")) for goal in goals]
        for does, on in self._goals:
            need(does in GOALS, f"unknown goal {does!r}")
            need(on in self._cameras if does == "camera" else not on, f"nothing to {does}: {on!r}")
        self._camera = cameras[0].get("id")
        self._place, self._panel = "invitation", ""
        self._is_allowed, self._is_quiet = False, False
        self._reached: set[str] = set()

    def take(self, step: Step) -> bool:
        can(not self.is_done, step)
        takes = {
            "link": self._take_link,
            "allow": self._take_allow,
            "refuse": self._take_refuse,
            "ask": self._take_ask,
            "join": self._take_join,
            "mute": self._take_sound,
            "unmute": self._take_sound,
            "hand": self._take_hand,
            "chat": self._take_panel,
            "settings": self._take_panel,
            "camera": self._take_camera,
            "leave": self._take_leave,
        }.get(step.does)
        can(takes is not None, step)
        assert takes is not None
        takes(step)
        return True

    def _take_link(self, step: Step) -> None:
        can(self._place == "invitation", step)
        self._place = "door" if self._is_allowed else "question"

    def _take_allow(self, step: Step) -> None:
        can(self._place == "question", step)
        self._place, self._is_allowed = "door", True

    def _take_refuse(self, step: Step) -> None:
        can(self._place == "question", step)
        self._place = "door"

    def _take_ask(self, step: Step) -> None:
        can(self._place == "door" and not self._is_allowed, step)
        self._place = "question"

    def _take_join(self, step: Step) -> None:
        can(self._place == "door" and self._is_allowed, step)
        self._place, self._panel = "call", ""
        self._reached.add("join")

    def _take_sound(self, step: Step) -> None:
        can(self._place in ("door", "call") and self._is_allowed and self._is_quiet == (step.does == "unmute"), step)
        self._is_quiet = not self._is_quiet
        self._reached |= {step.does} if self._place == "call" else set()

    def _take_hand(self, step: Step) -> None:
        can(self._place == "call", step)
        self._reached.add("hand")

    def _take_panel(self, step: Step) -> None:
        can(self._place == "call" or (self._place == "door" and self._is_allowed and step.does == "settings"), step)
        self._panel = "" if self._panel == step.does else step.does
        self._reached |= {"chat"} if self._panel == "chat" else set()

    def _take_camera(self, step: Step) -> None:
        can(self._panel == "settings" and step.on in self._cameras, step)
        self._camera = step.on

    def _take_leave(self, step: Step) -> None:
        can(self._place == "call", step)
        self._place, self._panel = "invitation", ""

    @property
    def is_done(self) -> bool:
        """With a goal to leave: the others are reached and she is out of the call that she joined."""
        rest = all(
            on == self._camera if does == "camera" else does in self._reached
            for does, on in self._goals
            if does != "leave"
        )
        has_left = self._place == "invitation" and "join" in self._reached
        return rest and (has_left or ("leave", "") not in self._goals)
