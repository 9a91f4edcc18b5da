"""A newcomer who cannot read: she presses the speaker, listens, and presses what is marked while the right words sound."""

from playwright.sync_api import Locator, Page, expect

#: Sixteen times as fast, and still really fetched, decoded and played to the end. `wanted`: the name of the voice she waits
#: for, and how often it comes by first. When it ends the page waits, so that what is marked stays marked.
EAR = """
window.heard = [];
window.wanted = null;
window.Audio = class extends Audio {
  constructor(...all) {
    super(...all);
    this.addEventListener('playing', () => { this.playbackRate = 16; });
    this.addEventListener('ended', (event) => {
      const name = this.src.split('/').pop().split('.')[0];
      window.heard.push([name, this.duration]);
      if (name === window.wanted) event.stopImmediatePropagation();
    });
  }
};
"""


class Listener:
    """`voices`: {what is said: the name of its voice}. It never looks at a word on the page."""

    def __init__(self, page: Page, voices: dict[str, str]) -> None:
        self.page, self.voices = page, voices
        page.add_init_script(EAR)

    def find(self, said: str, *, within: Locator | None = None) -> Locator:
        """What is marked while this is said, after pressing the speaker of the page, or the one of a part of it."""
        voice = self.voices[said]
        button = within.locator("[data-listen]").first if within else self.page.locator("[data-listen-all]")
        expect(button).to_be_visible()
        self.page.evaluate("voice => { window.wanted = voice; window.heard = []; }", voice)
        button.click()
        while voice not in (heard := [name for name, _seconds in self.page.evaluate("heard")]):
            assert not self.page.locator("[data-failed]").is_visible(), heard
            assert self.page.locator("[data-player]").is_visible(), f"{said!r} was never said, only {heard}"
            self.page.wait_for_timeout(20)
        assert all(seconds > 0.05 for _name, seconds in self.page.evaluate("heard")), "every sound was decoded"
        control = self.page.locator(".is-heard")
        expect(control).to_have_count(1)
        assert control.evaluate("e => e.closest('a, button, label, summary') !== null"), f"{said!r} is no control"
        return control

    def press(self, said: str, *, within: Locator | None = None) -> None:
        self.find(said, within=within).click()

    def go(self, said: str) -> None:
        """Press what leads to another page, and be there."""
        control = self.find(said)
        with self.page.expect_navigation():
            control.click()
