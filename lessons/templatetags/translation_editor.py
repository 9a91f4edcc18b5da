"""What we take out of wagtail-localize's translation editor."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
ALIAS_ADDRESS = re.compile(r"(&quot;convertToAliasUrl&quot;: )&quot;[^&]*&quot;")


@register.filter
def without_alias_button(html: SafeString) -> SafeString:
    """The editor without the button that puts the Dutch text where a translation was. Without its address the editor
    leaves the button away; the address itself is closed (mo_platform.cms_side_doors)."""
    return mark_safe(ALIAS_ADDRESS.sub(r"\1null", html))  # noqa: S308 (what Wagtail rendered, with one value removed)
