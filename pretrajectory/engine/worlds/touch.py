"""Gestures of a finger, or what a mouse does, on the right thing."""

from .base import Step, can, need

OF_A_FINGER = frozenset(
    {"tap", "double-tap", "long-press", "swipe-left", "swipe-right", "swipe-up", "swipe-down", "pinch-out", "pinch-in"}
)
OF_A_MOUSE = frozenset({"click", "double-click", "right-click", "scroll", "drag"})
GESTURES = OF_A_FINGER | OF_A_MOUSE


class TouchWorld:
    """`scenes`: [{"gesture", "target", "decoys": […]}], one after the other. A step does a gesture on a target, on a decoy, or on
    nothing ("")."""

    def __init__(self, parameters) -> None:
        self._scenes = parameters.get("scenes") or []
        need(bool(self._scenes), "no scenes")
        for scene in self._scenes:
            need(scene.get("gesture") in GESTURES, f"unknown gesture {scene.get('gesture')!r}")
            need(bool(scene.get("target")), "a scene without a target")
        self._at = 0

    def take(self, step: Step) -> bool:
        can(not self.is_done and step.does in GESTURES, step)
        scene = self._scenes[self._at]
        can(step.on in {"", scene["target"], *scene.get("decoys", ())}, step)
        if step.does == scene["gesture"] and step.on == scene["target"]:
            self._at += 1
        return True

    @property
    def is_done(self) -> bool:
        return self._at == len(self._scenes)
