"""Staying safe: messages of which one is false, shops of which one is too cheap, a device that is not hers alone.

A move that would cost her dearly costs nothing here: it shows an alarm, from which she goes back.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from .base import Step, can, need


class Scene(Protocol):
    """One place. `take` says whether the step sets off the alarm. Raises ImpossibleStep."""

    def take(self, step: Step) -> bool: ...

    @property
    def is_done(self) -> bool: ...


class Messages:
    """`messages`: [{"id", "link", "is_bad"}]: each false one is reported or thrown away; who follows its link is warned."""

    def __init__(self, scene: Mapping[str, Any]) -> None:
        self._all = {message.get("id"): message for message in scene.get("messages") or []}
        self._bad = {name for name, message in self._all.items() if message.get("is_bad")}
        need(bool(self._bad), "no false message")
        self._open, self._gone = "", set[str]()

    def take(self, step: Step) -> bool:
        match step.does:
            case "open":
                can(step.on in self._all and step.on not in self._gone, step)
                self._open = step.on
            case "back":
                can(bool(self._open), step)
                self._open = ""
            case "link":
                can(bool(step.on) and step.on == self._open and bool(self._all[step.on].get("link")), step)
                return step.on in self._bad
            case "report" | "delete":
                can(bool(step.on) and step.on == self._open and step.on in self._bad, step)
                self._gone.add(step.on)
                self._open = ""
            case _:
                can(False, step)
        return False

    @property
    def is_done(self) -> bool:
        return self._gone == self._bad


class Shops:
    """`shops`: [{"id", "is_bad"}], she stands in `starts_in`: she leaves a bad one and buys in a good one."""

    def __init__(self, scene: Mapping[str, Any]) -> None:
        self._all = {shop.get("id"): shop for shop in scene.get("shops") or []}
        self._here = scene.get("starts_in", "")
        need(not self._here or self._here in self._all, f"no shop {self._here!r}")
        need(any(not shop.get("is_bad") for shop in self._all.values()), "no good shop")
        need(any(shop.get("is_bad") for shop in self._all.values()), "no bad shop")
        self._has_bought = False

    def take(self, step: Step) -> bool:
        match step.does:
            case "see":
                can(not self._here and step.on in self._all, step)
                self._here = step.on
            case "leave":
                can(bool(self._here), step)
                self._here = ""
            case "buy":
                can(bool(step.on) and step.on == self._here, step)
                self._has_bought = not self._all[step.on].get("is_bad")
                return not self._has_bought
            case _:
                can(False, step)
        return False

    @property
    def is_done(self) -> bool:
        return self._has_bought


class SharedDevice:
    """She has signed in on a device that others use: it must not keep her password, and she signs out."""

    def __init__(self, scene: Mapping[str, Any]) -> None:
        self._is_asked, self._has_menu, self._is_out = True, False, False

    def take(self, step: Step) -> bool:
        match step.does:
            case "keep":
                can(self._is_asked, step)
                return True
            case "not-keep":
                can(self._is_asked, step)
                self._is_asked = False
            case "account":
                can(not self._is_asked, step)
                self._has_menu = not self._has_menu
            case "sign-out":
                can(self._has_menu, step)
                self._is_out = True
            case _:
                can(False, step)
        return False

    @property
    def is_done(self) -> bool:
        return self._is_out


KINDS: dict[str, Callable[[Mapping[str, Any]], Scene]] = {"messages": Messages, "shops": Shops, "shared": SharedDevice}


class SafetyWorld:
    """`scenes`: [{"kind", …}], one after the other; each kind is a class above."""

    def __init__(self, parameters) -> None:
        scenes = parameters.get("scenes") or []
        need(bool(scenes), "no scenes")
        for scene in scenes:
            need(scene.get("kind") in KINDS, f"unknown kind {scene.get('kind')!r}")
        self._scenes: list[Scene] = [KINDS[scene["kind"]](scene) for scene in scenes]
        self._at, self._is_alarmed = 0, False

    def take(self, step: Step) -> bool:
        can(not self.is_done, step)
        if self._is_alarmed:
            can(step.does == "calm", step)
            self._is_alarmed = False
            return True
        scene = self._scenes[self._at]
        self._is_alarmed = scene.take(step)
        self._at += scene.is_done
        return True

    @property
    def is_done(self) -> bool:
        return self._at == len(self._scenes)
