"""Lessons hold no newcomer. The one name is that of a checker of a translation, who is staff."""

from core.api import register_staff_record

from .models import HomePage, LessonPage, ModulePage, OrganisationIndexPage, TranslationSignOff

for model in (TranslationSignOff, HomePage, OrganisationIndexPage, ModulePage, LessonPage):
    register_staff_record(model)
