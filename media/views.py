from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from people.api import everybody

from .domain.serving import serve_stored_file


@everybody
@require_safe
def serve_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture, a clip or a caption of a lesson. Lessons are public, so are these."""
    return serve_stored_file(request=request, name=name)
