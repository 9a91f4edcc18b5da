"""For whom a task is written, and what else of the request says where it belongs."""

from django.http import Http404

from pretrajectory import api as pretrajectory

from .schemas import SCHEMAS


def find_schema(world: str):
    if world not in SCHEMAS:
        raise Http404
    return SCHEMAS[world]


def list_homes(request) -> list[dict]:
    """For whom somebody may write: {"value", "label", "organisation"}; the platform stands without an organisation."""
    return [
        {"value": str(home.pk) if home else "", "label": str(home) if home else "", "organisation": home}
        for home in pretrajectory.list_task_homes(user=request.user)
    ]


def find_home(request):
    """The one that was chosen; else the only one, or the first."""
    homes = list_homes(request)
    chosen = [home for home in homes if home["value"] == request.POST.get("home")]
    if not homes:
        raise Http404
    return (chosen or homes)[0]["organisation"]
