from .generation import ContentGeneration
from .home import HomePage, OrganisationIndexPage
from .packed import PackedPage
from .pages import ReaderPage, StudyPage
from .sign_off import TranslationSignOff
from .study import LessonPage, ModulePage

__all__ = [
    "ContentGeneration",
    "HomePage",
    "LessonPage",
    "ModulePage",
    "OrganisationIndexPage",
    "PackedPage",
    "ReaderPage",
    "StudyPage",
    "TranslationSignOff",
]
