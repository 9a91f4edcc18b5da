"""The small world of the matrix: two offices, staff of every role, three newcomers, a lesson, and a browser for each."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.test.client import ClientHandler

from curriculum.models import DatedRule
from lessons.models import LessonPage
from lessons.rights.groups import setup_organisation_rights
from people.enums import OrganisationKind, Role
from people.models import Membership, Newcomer, User
from tests.assessments.factories import MOCK_OF_THREE, make_mock_exam
from tests.factories import NOW, OrganisationFactory, StaffFactory, make_newcomer
from tests.lessons.factories import make_lesson, make_module
from tests.people.staff_steps import give_app
from tests.signing_in import sign_in_as_newcomer, sign_in_staff

GUEST = "guest"
NEWCOMER = "newcomer"
NO_SECOND_FACTOR = "staff without second factor"
STAFF_ROLES = tuple(Role)
WRITING_ROLES = (Role.TEACHER, Role.TRANSLATOR, Role.ORG_ADMIN)  # here they work for Ligo too
EVERYONE = (GUEST, NEWCOMER, NO_SECOND_FACTOR, *STAFF_ROLES)


class Whose(StrEnum):
    """Whose object an address names, as seen by the staff of the first office or by the first newcomer."""

    OWN = "own"
    COLLEAGUE = "a colleague's"  # same organisation, not the own caseload
    FOREIGN = "another organisation's"  # or another newcomer's
    MISSING = "missing"


@dataclass
class World:
    staff: dict[Role, User]
    foreign_staff: User
    beginner: User  # an administrator who has not set up her second factor
    newcomers: dict[Whose, Newcomer]
    lesson: LessonPage
    draft: LessonPage
    foreign_lesson: LessonPage
    file_name: str
    cookies: dict[str, str] = field(default_factory=dict)
    site: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def browser(self, who: str) -> Client:
        """A browser in which `who` is signed in; each call gives a fresh one, of the one site that was started."""
        client = Client()
        client.handler = self.site
        if who in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
        return client

    def ask(self, who: str, url: str, *, method: str = "get", data: dict | None = None):
        """What `who` is answered. Nothing that happens on the way stays."""
        with _undone():
            return getattr(self.browser(who), method)(url, data or {})


@contextmanager
def _undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def build_world() -> World:
    _add_deadlines()
    office = OrganisationFactory()
    elsewhere = OrganisationFactory(code="agii-hasselt", name="Kantoor Hasselt")
    staff = {role: StaffFactory(role=role, role__organisation=office) for role in Role}
    for user in staff.values():
        give_app(user)
    colleague = StaffFactory(role=Role.CASE_WORKER, role__organisation=office)
    foreign_staff = StaffFactory(role=Role.CASE_WORKER, role__organisation=elsewhere)
    newcomers = {
        Whose.OWN: make_newcomer(case_worker=staff[Role.CASE_WORKER], first_name="Amal"),
        Whose.COLLEAGUE: make_newcomer(case_worker=colleague, first_name="Bilal"),
        Whose.FOREIGN: make_newcomer(case_worker=foreign_staff, first_name="Chantal"),
    }
    ligo = OrganisationFactory(code="ligo", name="Ligo", kind=OrganisationKind.PARTNER)
    module = make_module(organisation=ligo)
    intec = OrganisationFactory(code="intec", name="INTEC", kind=OrganisationKind.PARTNER)
    foreign_module = make_module(organisation=intec, slug="werk")
    for partner in (ligo, intec):
        setup_organisation_rights(organisation=partner)
    for role in WRITING_ROLES:
        Membership.objects.create(user=staff[role], organisation=ligo, role=role)
    make_mock_exam(
        data=MOCK_OF_THREE,
        keys=("wonen-7", "wonen-8", "rechtsstaat-9"),
        values=1,
        practice=("wonen-1", "wonen-2"),
        kinds=("match", "single", "order"),
    )
    world = World(
        staff=staff,
        foreign_staff=foreign_staff,
        beginner=StaffFactory(role=Role.ORG_ADMIN, role__organisation=office),
        newcomers=newcomers,
        lesson=make_lesson(module),
        draft=make_lesson(module, slug="nog-niet", title="Nog niet klaar", is_published=False),
        foreign_lesson=make_lesson(foreign_module, slug="solliciteren", title="Solliciteren"),
        file_name=default_storage.save("pictures/huis.png", ContentFile(b"not really a picture")),
    )
    _sign_everybody_in(world)
    return world


def _sign_everybody_in(world: World) -> None:
    clients = {
        NEWCOMER: sign_in_as_newcomer(Client(), world.newcomers[Whose.OWN]),
        NO_SECOND_FACTOR: Client(),
        **{role: sign_in_staff(Client(), user) for role, user in world.staff.items()},
    }
    clients[NO_SECOND_FACTOR].force_login(world.beginner, backend="people.backends.StaffBackend")
    world.cookies = {who: client.cookies[settings.SESSION_COOKIE_NAME].value for who, client in clients.items()}


def _add_deadlines() -> None:
    """The two terms that every plan starts with."""
    for code, days in (("components_decided", 30), ("contract_signed", 90)):
        DatedRule.objects.create(
            kind="deadline",
            code=code,
            regime="flanders",
            anchor="registration",
            value={"days": days, "counts_day_zero": False, "weekend": "keep", "assumed": []},
            valid_from=date(2022, 3, 1),
            source_name="Beleidstekst",
            confidence="original_text",
        )


AT = NOW
