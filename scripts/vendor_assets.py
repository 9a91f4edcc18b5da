"""Copies what the browser needs from pinned npm packages into mo_platform/static, with the licences.

Run it by hand after changing a version or the list of icons, and commit the result: whoever uses the platform needs no
Node. Each package is checked against the integrity hash that the registry gave when it was pinned.

    python scripts/vendor_assets.py
"""

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "mo_platform" / "static"

PACKAGES = {
    "@phosphor-icons/core@2.1.1": "sha512-v4ARvrip4qBCImOE5rmPUylOEK4iiED9ZyKjcvzuezqMaiRASCHKcRIuvvxL/twvLpkfnEODCOJp5dM4eZilxQ==",  # noqa: E501
    "@fontsource/noto-sans-arabic@5.3.0": "sha512-i3t6GR0LOReyJVEk+YfYCnxv53wuIelg7Y9NGNvOq4Diq/EP0YszaGXkQwfQNigLjfO4POrLaPGM0sNliGYk7A==",  # noqa: E501
    "@fontsource/noto-sans-ethiopic@5.3.0": "sha512-ivXPkx5Grhse+0GEyedQysDI5vSMUIeDNBhev6OIcSX6WyAPtvutU/CSWqf2wv67POnvQ0QaQ8Aq36vy9WfZpw==",  # noqa: E501
    "@fontsource/noto-sans-armenian@5.3.0": "sha512-ot9KkRsd2hDXGIMZQeRSvtsw1uoFIBIS+yL7ZLDHY8GpT2LJz7FaCxGT07Iudu0yNTlSEYNLLAbKcy2ZUIjzUA==",  # noqa: E501
    "@fontsource/noto-serif-tibetan@5.3.0": "sha512-0BEcd06ijxHuEBkZJcRqB0g0hPAY/wGrqEzvCaq84j1ZjgQRey+ZDqRBA/bMKfoz0jB+nnW9dXaHAmCsctkMrw==",  # noqa: E501
    "workbox-core@7.4.1": "sha512-DT+vu46eh/2vRsSHTY4Xmc32Z1rr9PRlQUXr1Dx30ZuXRWwOsvZgGgcwxcasubQLQmbTNYZjv44LkBAQ4tT5tQ==",
    "workbox-routing@7.4.1": "sha512-yubJGErZOusuidAenaL5ypfhQOa7urxP/f8E0ws7FPb4039RiWXUWBAyUkmUoOL/BcQGen3h0J8872d51IYxtA==",
    "workbox-strategies@7.4.1": "sha512-GZxpaw9NbmOelj7667uZ2kpk5BFpOGbO4X0qjwh5ls8XQ8C+Lha5LQchTiUzsTFSS+NlUpftYAyOVXvQUrcqOQ==",
    "workbox-range-requests@7.4.1": "sha512-7i2oxAUE82gHdAJBCAQ04JzNOdRPqzuOzGfoUyJpFSmeqBNYGPrAH8GPoPjUQTfp+NycwrD2H68VtuF8qxv0vQ==",  # noqa: E501
    "idb@8.0.4": "sha512-jd0ITCrN+Zah4J7R/Z2jnR3W7A4BXDAjmo62MwWuSjxCiueUAf7X5rbodEdidWzeknwXHmLpdZkoiiCppNi30Q==",
}

# our name -> the name in Phosphor. Several sprites, so that a newcomer does not pay for the icons of staff screens, nor for those
# of the little worlds where she does not practise.
LEARNER_ICONS = {
    "arrow-back": "arrow-left",
    "arrow-down": "arrow-down",
    "arrow-forward": "arrow-right",
    "arrow-up": "arrow-up",
    "backspace": "backspace",
    "bell": "bell",
    "book": "book-open-text",
    "briefcase": "briefcase",
    "building": "building-office",
    "bus": "bus",
    "calendar": "calendar-blank",
    "camera": "camera",
    "card": "identification-card",
    "caret-back": "caret-left",
    "caret-down": "caret-down",
    "caret-forward": "caret-right",
    "chat": "chat-circle-text",
    "check": "check",
    "check-circle": "check-circle",
    "circle": "circle",
    "clock": "clock",
    "device": "device-mobile",
    "download": "download-simple",
    "envelope": "envelope-simple",
    "euro": "currency-eur",
    "external": "arrow-square-out",
    "eye": "eye",
    "globe": "globe-simple",
    "graduation": "graduation-cap",
    "hand": "hand-waving",
    "heart": "heart",
    "hourglass": "hourglass-medium",
    "house": "house",
    "house-line": "house-line",
    "image": "image",
    "info": "info",
    "key": "key",
    "keyboard": "keyboard",
    "leaf": "leaf",
    "lightbulb": "lightbulb",
    "link": "link-simple",
    "list-checks": "list-checks",
    "lock": "lock-simple",
    "map-pin": "map-pin",
    "minus": "minus",
    "moon": "moon",
    "paper-plane": "paper-plane-tilt",
    "pause": "pause",
    "pencil": "pencil-simple",
    "phone": "phone",
    "plan": "path",
    "play": "play",
    "plus": "plus",
    "print": "printer",
    "qr": "qr-code",
    "question": "question",
    "refresh": "arrow-clockwise",
    "scales": "scales",
    "search": "magnifying-glass",
    "settings": "sliders-horizontal",
    "shield": "shield-check",
    "sign-in": "sign-in",
    "sign-out": "sign-out",
    "speaker": "speaker-high",
    "star": "star",
    "sun": "sun",
    "swap": "arrows-left-right",
    "text-size": "text-aa",
    "translate": "translate",
    "trash": "trash",
    "user": "user",
    "users": "users",
    "video": "video",
    "warning": "warning",
    "wifi": "wifi-high",
    "wifi-off": "wifi-slash",
    "x": "x",
    "x-circle": "x-circle",
}
STAFF_ICONS = {
    "chart": "chart-bar",
    "clipboard": "clipboard-text",
    "copy": "copy-simple",
    "dots": "dots-three",
    "eye-slash": "eye-slash",
    "file": "file-text",
    "filter": "funnel-simple",
    "flag-banner": "flag-banner",
    "folder": "folder-simple",
    "history": "clock-counter-clockwise",
    "megaphone": "megaphone-simple",
    "menu": "list",
    "paperclip": "paperclip",
    "plugs": "plugs-connected",
    "seal-check": "seal-check",
    "sort": "sort-ascending",
    "student": "student",
    "upload": "upload-simple",
    "user-plus": "user-plus",
    "user-switch": "user-switch",
}
#: What js/pretrajectory draws besides the learner's icons; a name stands in one of the two.
WORLD_ICONS = {
    "airplane": "airplane-tilt",
    "ball": "basketball",
    "bicycle": "bicycle",
    "books": "books",
    "box": "package",
    "cake": "cake",
    "car": "car",
    "cart": "shopping-cart",
    "cup": "coffee",
    "eye-slash": "eye-slash",
    "file": "file-text",
    "film": "film-strip",
    "finger": "hand-tap",
    "first-aid": "first-aid",
    "flag": "flag",
    "flower": "flower-tulip",
    "folder": "folder-simple",
    "gear": "gear",
    "grab": "hand-grabbing",
    "hand-up": "hand-palm",
    "hang-up": "phone-x",
    "list": "list-bullets",
    "map": "map-trifold",
    "mic": "microphone",
    "mic-off": "microphone-slash",
    "mobile-data": "arrows-down-up",
    "monitor": "monitor",
    "mouse-left": "mouse-left-click",
    "mouse-right": "mouse-right-click",
    "mouse-wheel": "mouse-scroll",
    "note": "note",
    "paperclip": "paperclip",
    "photo": "image-square",
    "pinch": "arrows-in-simple",
    "reply": "arrow-bend-up-left",
    "shop": "storefront",
    "signal": "cell-signal-high",
    "spread": "arrows-out-simple",
    "teacher": "chalkboard-teacher",
    "tree": "tree",
    "umbrella": "umbrella",
    "vault": "vault",
    "video-off": "video-camera-slash",
    "video-on": "video-camera",
    "woman": "user-circle",
}
#: The hand and the arrow that show how it goes lie over everything else.
WORLD_HANDS = {"cursor": "cursor", "pointing": "hand-pointing"}
WEIGHT = "bold"  # thin lines vanish on a cheap screen in the sun

# script (ISO 15924) -> the package, the subset in it, and the names under which phones already have such a font.
FONTS = {
    "Arab": (
        "@fontsource/noto-sans-arabic",
        "arabic",
        ["Noto Sans Arabic", "Noto Sans Arabic UI", "Geeza Pro", "Noto Naskh Arabic UI"],
    ),
    "Ethi": (
        "@fontsource/noto-sans-ethiopic",
        "ethiopic",
        ["Noto Sans Ethiopic", "Noto Serif Ethiopic", "Kefa", "Ebrima"],
    ),
    "Armn": ("@fontsource/noto-sans-armenian", "armenian", ["Noto Sans Armenian", "Mshtakan", "Sylfaen"]),
    "Tibt": ("@fontsource/noto-serif-tibetan", "tibetan", ["Noto Serif Tibetan", "Kailasa", "Microsoft Himalaya"]),
}
#: Phones that speak another language may lack them even for the name of a language.
RARE = ("Ethi", "Tibt")
WEIGHTS = {400: "", 700: " Bold"}

#: Scripts as their makers built them: our name below static/js/vendor -> package and file. `worker.js` needs Workbox, pages
#: need idb (the build without modules: a hashed address in an `import` would need a build step of ours).
SCRIPTS = {
    "workbox-core.js": ("workbox-core", "build/workbox-core.prod.js"),
    "workbox-routing.js": ("workbox-routing", "build/workbox-routing.prod.js"),
    "workbox-strategies.js": ("workbox-strategies", "build/workbox-strategies.prod.js"),
    "workbox-range-requests.js": ("workbox-range-requests", "build/workbox-range-requests.prod.js"),
    "idb.js": ("idb", "build/umd.js"),
}
_SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=\S+\s*$")  # we do not ship it, and collectstatic would look for it


def fetch_package(spec: str, integrity: str) -> tarfile.TarFile:
    """The npm package as an open archive. Refuses a package whose hash is not the pinned one."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(  # a fixed command with pinned names
            ["npm", "pack", "--silent", spec],  # noqa: S607
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        (archive,) = Path(folder).glob("*.tgz")
        data = archive.read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    if found != integrity:
        sys.exit(f"{spec}: integrity is {found}, not the pinned one")
    return tarfile.open(fileobj=io.BytesIO(data))


def read_member(package: tarfile.TarFile, name: str) -> bytes:
    member = package.extractfile(f"package/{name}")
    if member is None:
        raise FileNotFoundError(name)
    return member.read()


def write_sprite(
    package: tarfile.TarFile, icons: dict[str, str], target: Path, filled: dict[str, str] | None = None
) -> None:
    """One SVG with a <symbol> per icon; colour and size come from the page. `filled`: icons that let nothing shine through."""
    symbols = []
    sources = [(name, source, WEIGHT) for name, source in icons.items()]
    sources += [(name, source, "fill") for name, source in (filled or {}).items()]
    for name, source, weight in sorted(sources):
        svg = read_member(package, f"assets/{weight}/{source}-{weight}.svg").decode()
        shapes = "".join(re.findall(r"<(?:path|circle|rect|line|polyline|polygon)\b[^>]*>", svg))
        symbols.append(f'<symbol id="{name}" viewBox="0 0 256 256">{shapes}</symbol>')
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n", encoding="utf-8", newline="\n"
    )


def write_font(package: tarfile.TarFile, script: str, subset: str, system_names: list[str]) -> None:
    """The font files of one script and the stylesheet that names the phone's own font first."""
    ranges = json.loads(read_member(package, "unicode.json"))[subset]
    folder = STATIC / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    rules = []
    for weight, suffix in WEIGHTS.items():
        (path,) = [
            name
            for name in package.getnames()
            if re.fullmatch(rf"package/files/[a-z-]+-{subset}-{weight}-normal\.woff2", name)
        ]
        file = Path(path).name
        (folder / file).write_bytes(read_member(package, f"files/{file}"))
        local = ", ".join(f'local("{name}{suffix}")' for name in system_names)
        rules.append(
            f'@font-face {{\n  font-family: "MO {script}";\n  font-weight: {weight};\n  font-display: swap;\n'
            f'  src: {local}, url("{file}") format("woff2");\n  unicode-range: {ranges.replace(",", ", ")};\n}}\n'
        )
    (folder / f"{script.lower()}.css").write_text("".join(rules), encoding="utf-8", newline="\n")
    (folder / f"LICENCE-{script.lower()}.txt").write_bytes(read_member(package, "LICENSE"))


def write_font_of_names(script: str, subset: str) -> None:
    """What a page in another language needs of a script: the letters of the names of its languages (css/languages.css)."""
    (source,) = (STATIC / "fonts").glob(f"*-{subset}-400-normal.woff2")
    languages = tomllib.loads((ROOT / "core" / "languages.toml").read_text(encoding="utf-8")).values()
    letters = {letter for language in languages if language["script"] == script for letter in language["endonym"]}
    options = Options()
    options.flavor = "woff2"
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(letters)))
    subsetter.subset(font)
    font.save(STATIC / "fonts" / f"names-{script.lower()}.woff2")


def write_script(package: tarfile.TarFile, name: str, file: str) -> None:
    """One built script as it is, without the hint at its source map, and its licence."""
    folder = STATIC / "js" / "vendor"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(_SOURCE_MAP.sub(b"\n", read_member(package, file)))
    licence = name.removesuffix(".js").partition("-")[0]
    (folder / f"LICENCE-{licence}.txt").write_bytes(read_member(package, "LICENSE"))


def main() -> None:
    packages = {spec.rsplit("@", 1)[0]: fetch_package(spec, integrity) for spec, integrity in PACKAGES.items()}
    icons = packages["@phosphor-icons/core"]
    write_sprite(icons, LEARNER_ICONS, STATIC / "icons" / "sprite.svg")
    write_sprite(icons, STAFF_ICONS, STATIC / "icons" / "sprite-staff.svg")
    write_sprite(icons, WORLD_ICONS, STATIC / "icons" / "sprite-worlds.svg", WORLD_HANDS)
    (STATIC / "icons" / "LICENCE-phosphor.txt").write_bytes(read_member(icons, "LICENSE"))
    for script, (name, subset, system_names) in FONTS.items():
        write_font(packages[name], script, subset, system_names)
        if script in RARE:
            write_font_of_names(script, subset)
    for name, (package, file) in SCRIPTS.items():
        write_script(packages[package], name, file)


if __name__ == "__main__":
    main()
