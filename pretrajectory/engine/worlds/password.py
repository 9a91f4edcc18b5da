"""A PIN and a password: choosing them, typing them, keeping them where nobody looks. They are those of the task, never hers."""

from .base import Step, can, is_same_text, need

#: {kind of a scene: what can be done in it}
KINDS = {
    "pin": frozenset({"type"}),
    "choose": frozenset({"choose"}),
    "new": frozenset({"type"}),
    "sign-in": frozenset({"type", "look"}),
}
SHORTEST_PIN, SHORTEST_PASSWORD = 4, 12


class PasswordWorld:
    """`scenes`, one after the other: [{"id", "kind", "title", "icon", …}]. By kind:

    "pin": `pin`, digits to press. "choose": `options` [{"id", "is_safe", …}], of which a safe one is chosen. "new": `words`
    [{"icon", "text"}], a long password to make of them. "sign-in": the same words, kept where `look` shows them.
    """

    def __init__(self, parameters) -> None:
        self._scenes = parameters.get("scenes") or []
        need(bool(self._scenes), "no scenes")
        for number, scene in enumerate(self._scenes):
            _check(scene, number)
        self._at = 0

    def take(self, step: Step) -> bool:
        can(not self.is_done, step)
        scene = self._scenes[self._at]
        can(step.does in KINDS[scene["kind"]], step)
        if step.does == "choose":
            chosen = [option for option in scene["options"] if option["id"] == step.on]
            can(bool(chosen), step)
            self._at += bool(chosen[0].get("is_safe"))
            return True
        can(step.on == scene["id"], step)
        if step.does == "look":
            return True
        is_right = is_same_text(_join(step.text), _join(_read_secret(scene)))
        self._at += is_right
        return is_right

    @property
    def is_done(self) -> bool:
        return self._at == len(self._scenes)


def _check(scene, number: int) -> None:
    """Raises BadParameters."""
    name, kind = scene.get("id"), scene.get("kind")
    need(bool(name), "a scene without an id")
    need(kind in KINDS, f"unknown kind {kind!r}")
    if kind == "choose":
        safe = [bool(option.get("is_safe")) for option in scene.get("options") or [] if option.get("id")]
        need({True, False} == set(safe), f"scene {name!r} needs a safe and an unsafe option", "scenes", number)
        return
    secret = _join(_read_secret(scene))
    if kind == "pin":
        need(secret.isdecimal() and secret.isascii(), f"the PIN of {name!r} is no digits", "scenes", number, "pin")
    is_long = len(secret) >= (SHORTEST_PIN if kind == "pin" else SHORTEST_PASSWORD)
    need(is_long, f"the secret of {name!r} is too short", "scenes", number, *(["pin"] if kind == "pin" else []))


def _read_secret(scene) -> str:
    """What is to be typed."""
    return scene.get("pin") or " ".join(word.get("text") or "" for word in scene.get("words") or [])


def _join(text: str) -> str:
    """Spaces between the words do not count."""
    return "".join(text.split())
