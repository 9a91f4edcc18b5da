"""The body of one page for one reader: the remembered fragments, with what is made per request put in between.

Plain joining of finished pieces: a lesson page is served a thousand times a second, its pieces are rendered once.
"""

from collections.abc import Mapping, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from .body import Fragment

FORM_END = SafeString("</div></form>")
UNANSWERABLE, UNANSWERABLE_END = SafeString('<div class="question">'), SafeString("</div>")  # a draft in a preview


def make_form_fields(*, token: str, next_url: str) -> SafeString:
    """What every form of a page needs from this very request: its CSRF token, and the address to come back to."""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="next" value="{}">',
        token,
        next_url,
    )


def assemble_body(
    fragments: Sequence[Fragment], *, form_fields: SafeString, after_blocks: Mapping[str, str], keeps_ticks: bool
) -> SafeString:
    """All blocks as one text. `after_blocks` (safe HTML per block id) stands in the place for feedback, or at the end of
    a block without a form. Ticks of a checklist can be sent only by somebody who can be remembered (`keeps_ticks`)."""
    pieces: list[SafeString] = []
    for fragment in fragments:
        extra = after_blocks.get(fragment.block_id) or SafeString("")
        assert isinstance(extra, SafeString), "what stands after a block must be safe HTML"
        pieces.append(fragment.before)
        if fragment.form_before and (keeps_ticks or not fragment.is_checklist):
            pieces += [fragment.form_before, form_fields, fragment.inner, fragment.form_after, extra, FORM_END]
        elif fragment.is_question:
            pieces += [UNANSWERABLE, fragment.inner, extra, UNANSWERABLE_END]
        else:
            pieces += [fragment.inner, extra]
        pieces.append(fragment.after)
    return SafeString("".join(pieces))
