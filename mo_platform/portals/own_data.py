"""Everything that is kept about her: to read, and as a file to take with her."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.privacy import Section
from people import api as people


@people.newcomer_required
@cache_control(private=True, no_store=True)
@require_safe
def my_data(request):
    """All rows of hers by kind, each kind folded: a phone is shared, and there is much. Reading writes nothing."""
    sections = people.export_own_data(newcomer=request.newcomer)
    return render(request, "portals/learner/own_data.html", {"sections": sections, "narrow": True})


@people.newcomer_required
@cache_control(private=True, no_store=True)
@require_safe
def my_data_file(request):
    """The same as a JSON file, with what only a machine can use."""
    at = timezone.now()
    data = make_file(people.export_own_data(newcomer=request.newcomer), at=at)
    response = HttpResponse(
        json.dumps(data, ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{timezone.localdate(at):%Y-%m-%d}-data.json"'
    return response


def make_file(sections: Iterable[Section], *, at: datetime) -> dict[str, Any]:
    """What the file holds: where and when it was made, the language of titles and labels, and the sections."""
    return {
        "site": settings.PUBLIC_URL,
        "made_at": at.isoformat(),
        "language": get_language(),
        "sections": [section.as_json() for section in sections],
    }
