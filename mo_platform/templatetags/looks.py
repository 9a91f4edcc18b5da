"""Tags of the looks: icons, pictures, addresses, numbers. Reference: docs/reference/looks.md."""

import re
from functools import cache, lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core import languages
from mo_platform import navigation
from mo_platform.asked_languages import find_unspoken_language, says_language

register = template.Library()

#: Icons that point along the line of reading: they turn round in right-to-left text.
MIRRORED = frozenset(
    {"arrow-back", "arrow-forward", "caret-back", "caret-forward", "list-checks", "paper-plane", "sign-in", "sign-out"}
    | {"book", "chart", "external", "plan", "sort"}
)
SPRITES = {"icons/sprite.svg": "sprite", "icons/sprite-staff.svg": "sprite-staff"}


@cache
def list_icons() -> dict[str, str]:
    """Every icon's name and the sprite (path below static) that holds it."""
    icons = {}
    for path in SPRITES:
        found = finders.find(path)
        if found:
            text = Path(found).read_text(encoding="utf-8")
            icons.update(dict.fromkeys(re.findall(r'<symbol id="([^"]+)"', text), path))
    return icons


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A decorative icon; it always stands beside words. An unknown name shows nothing, and fails in tests."""
    sprite = list_icons().get(name)
    if sprite is None:
        if settings.UNKNOWN_ICON_FAILS:
            raise template.TemplateSyntaxError(f"No icon {name!r}; add it in scripts/vendor_assets.py")
        return SafeString("")
    return _draw_icon(name, sprite, extra)


@cache  # a page has some thirty icons, and the address of the sprite never changes while the process runs
def _draw_icon(name: str, sprite: str, extra: str) -> SafeString:
    classes = " ".join(part for part in ("icon", "icon-mirrored" if name in MIRRORED else "", extra) if part)
    return format_html(
        # the size is for browsers that do not know inline-size: there a drawing without one fills the page
        '<svg class="{}" width="20" height="20" aria-hidden="true"><use href="{}#{}"></use></svg>',
        classes,
        static(sprite),
        name,
    )


@cache
def _has_art(name: str) -> bool:
    return finders.find(f"art/{name}.svg") is not None


@register.simple_tag
def art(name: str, extra: str = "", is_first: bool = False) -> SafeString:
    """A drawing of ours, decorative; nothing when it does not exist. `is_first`: seen at once, so it comes at once."""
    if not name or not _has_art(name):
        return SafeString("")
    return format_html(
        '<img class="art {}" src="{}" alt="" width="240" height="180"{} decoding="async">',
        extra,
        static(f"art/{name}.svg"),
        "" if is_first else SafeString(' loading="lazy"'),
    )


@register.simple_tag
def drawn(template_name: str, **arguments) -> SafeString:
    """An include that shows nothing but its arguments (hashable), in the language of the page: drawn once, then kept.

    It gets no request and no context, so nothing of a person can be in what is kept for everybody.
    """
    draw = _draw.__wrapped__ if settings.DEBUG else _draw  # who works on a template sees her change at once
    return draw(template_name, get_language(), tuple(arguments.items()))


@lru_cache(maxsize=4096)
def _draw(template_name: str, language: str, arguments: tuple) -> SafeString:
    return render_to_string(template_name, dict(arguments))


@register.simple_tag
def portal(name: str) -> str:
    """The address of a newcomer's portal in the language of the page."""
    return navigation.portal_url(name)


@register.simple_tag
def lang_attrs(language: languages.Language | str) -> SafeString:
    """`lang` and `dir` for a fragment in another language."""
    if isinstance(language, str):
        language = languages.get_language(language)
    return format_html('lang="{}" dir="{}"', language.code, language.direction)


@register.simple_tag(takes_context=True)
def language_menu_links(context) -> tuple[navigation.LanguageLink, ...]:
    """What the view gave as `language_links`, else the same address in every interface language."""
    given = context.get("language_links")
    if given is not None:
        return tuple(given)
    request = context.get("request")
    path = request.get_full_path() if request and request.method == "GET" else ""
    return tuple(navigation.list_language_links(path))


@register.simple_tag(takes_context=True)
def unspoken_language(context) -> languages.Language | None:
    """The language that the reader's browser asks for first, when this site does not speak it."""
    request = context.get("request")
    return find_unspoken_language(request) if request else None


@register.simple_tag(takes_context=True)
def is_language_unknown(context) -> bool:
    """Whether this page is in Dutch because the browser asks for no language that readers are offered."""
    request = context.get("request")
    is_dutch = navigation.current_language().code == languages.SOURCE_LANGUAGE
    return is_dutch and request is not None and not says_language(request)


@register.simple_tag(takes_context=True)
def staff_links(context) -> list[navigation.ShownLink]:
    request = context.get("request")
    return navigation.list_staff_links(request.user) if request and hasattr(request, "user") else []


@register.simple_tag
def font_stylesheet(language: languages.Language) -> str:
    """The stylesheet with the font of the page's script; empty for scripts that every phone has."""
    path = f"fonts/{language.script.lower()}.css"
    return static(path) if _has_font(path) else ""


@cache
def _has_font(path: str) -> bool:
    return finders.find(path) is not None


@register.filter
def percent_of(done, total) -> int:
    """How much of the total is done, 0 to 100. All done is 100 and only then."""
    try:
        done, total = float(done), float(total)
    except (TypeError, ValueError):
        return 0
    if total <= 0:
        return 0
    return max(0, min(100, int(done * 100 / total)))


@register.filter
def kilobytes(size) -> str:
    """Bytes as kB, rounded up: a promise about data is kept, not missed."""
    try:
        return _("%(size)s kB") % {"size": -(-int(size) // 1000)}
    except (TypeError, ValueError):
        return ""


@register.filter
def minutes(number) -> str:
    try:
        count = int(number)
    except (TypeError, ValueError):
        return ""
    return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}


@register.filter
def widget_kind(field) -> str:
    """What a form field looks like: "choices" (radio, several checkboxes), "checkbox", "select", "textarea" or "text"."""
    name = type(field.field.widget).__name__.lower()
    if "checkboxselectmultiple" in name or "radioselect" in name:
        return "choices"
    if "checkbox" in name:
        return "checkbox"
    if "select" in name:
        return "select"
    return "textarea" if "textarea" in name else "text"


@register.filter
def message_kind(message) -> str:
    """The notice that fits a message of django.contrib.messages."""
    return {"success": "success", "warning": "warning", "error": "error"}.get(message.level_tag, "info")


@register.filter
def clock_time(seconds: int) -> str:
    """Seconds as a clock shows them: 59:05, or 1:00:00."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
