"""Ask a human: her own office for a newcomer, all offices for whoever else asks."""

from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from people import api as people

from .learner_office import show_office


@people.everybody
@require_safe
def help_page(request):
    """Phone, address and opening hours, what one may ask, and where to find what people ask most."""
    newcomer = getattr(request.user, "newcomer", None)
    language = get_language()
    offices = [newcomer.organisation] if newcomer else people.list_offices()
    context = {
        "here": "help",
        "narrow": True,
        "offices": [show_office(office, language) for office in offices],
        "case_worker": people.get_case_worker(newcomer=newcomer) if newcomer else None,
        "is_newcomer": newcomer is not None,
    }
    response = render(request, "portals/learner/help.html", context)
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    return response
