"""Her home: the one next step, what is done, what comes, and a person to ask.

Called by lessons for the home of a language (lessons.register_decorator); a guest gets the home of the guests.
"""

from django.utils import timezone

from core import languages
from lessons import api as lessons
from people import api as people
from pretrajectory import api as pretrajectory
from progress import api as progress

from .asked_practice import list_asked_practice
from .learner_lessons import show_module
from .learner_next import choose_next_step
from .learner_office import show_office
from .lesson import choose_reading
from .offline import add_module_control
from .skills import find_device


def decorate_home(request, context: dict) -> None:
    """Put a newcomer's own home in the place of the guests'."""
    newcomer = getattr(request.user, "newcomer", None)
    if newcomer is None:
        context["template"] = "portals/learner/home_guest.html"
        return
    language = request.LANGUAGE_CODE
    code = languages.get_language(language).code
    overview = progress.get_overview(newcomer=newcomer)
    resume = progress.get_resume(newcomer=newcomer)
    modules = [
        show_module(card, overview=overview, reads=newcomer.profile.languages, language=code)
        for theme in context["themes"]
        for card in theme.modules
    ]
    is_light = bool(choose_reading(request).is_light)
    context |= {
        "template": "portals/learner/home.html",
        "newcomer": newcomer,
        "saves_data": is_light,
        "next_step": choose_next_step(
            modules=modules,
            resume=resume,
            overview=overview,
            language=code,
            is_chosen=newcomer.profile.interface_language == code,
            is_light=is_light,
            has_path=not overview.lessons and _has_path(request, newcomer),
        ),
        "asked": list_asked_practice(newcomer, language=code),
        "modules": modules,
        "missing_language": find_unspoken_language(newcomer, here=code),
        "new_devices": people.list_unannounced_devices(
            newcomer=newcomer, besides=request.session.get("device"), at=timezone.now()
        ),
        "office": show_office(newcomer.organisation, code),
    }


def _has_path(request, newcomer) -> bool:
    """Whether her path through the voortraject has something for today. Asked of who has begun no lesson yet."""
    path = pretrajectory.describe_path(newcomer=newcomer, device=find_device(request), at=timezone.now())
    return path.next_skill is not None


def find_unspoken_language(newcomer, *, here: str) -> languages.Language | None:
    """The first of her languages when she is not offered it (yet): her home says so, and in what it speaks instead."""
    first = newcomer.profile.languages[:1]
    if not first or not languages.is_known_language(first[0]):
        return None
    language = languages.get_language(first[0])
    return None if languages.is_offered(language) or language.code == here else language


def decorate_module(request, served: lessons.ServedModule, context: dict) -> None:
    """A module with her progress; lessons that are missing in its language are offered in the next of hers."""
    newcomer = getattr(request.user, "newcomer", None)
    if newcomer is None:
        add_module_control(request, context["card"].lessons, context)
        return
    overview = progress.get_overview(newcomer=newcomer)
    module = show_module(context["card"], overview=overview, reads=newcomer.profile.languages, language=served.language)
    add_module_control(request, [row.card for row in module.rows], context)
    context |= {
        "template": "portals/learner/module.html",
        "mine": module,
        "saves_data": context["reading"].is_light,
        "completed_at": overview.modules_completed.get(served.module_key),
    }
