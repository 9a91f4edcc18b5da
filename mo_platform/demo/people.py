"""The people of the demo: two agency offices, three partners, their staff, and newcomers in five languages. All invented."""

from dataclasses import dataclass, field
from datetime import timedelta

from people.enums import OrganisationKind, Role

OFFICE_HOURS = [
    [1, "09:00", "16:30"],
    [2, "09:00", "16:30"],
    [3, "09:00", "12:00"],
    [4, "09:00", "18:30"],
    [5, "09:00", "12:00"],
]


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    code: str
    name: str
    kind: OrganisationKind
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class DemoStaff:
    username: str
    first_name: str
    last_name: str
    role: Role
    organisation: str


@dataclass(frozen=True, slots=True)
class DemoNewcomer:
    """`registered` is how long ago she registered; `pictures` her picture PIN; `lessons` how many she finished."""

    first_name: str
    last_name: str
    languages: list[str]
    case_worker: str
    registered: timedelta
    pictures: list[str]
    lessons: int = 0
    decided_after: timedelta | None = None  # when the parts of her plan were decided, counted from the registration
    signed_after: timedelta | None = None  # when the contract was signed
    reads_parallel: bool = field(default=False)
    prepares: bool = False  # for the test: a mock exam, readiness that she shows, practice that she is asked


ORGANISATIONS = [
    DemoOrganisation(
        "agii-gent", "Kantoor Gent (demo)", OrganisationKind.AGENCY, "Voorbeeldstraat 1, 9000 Gent", "09 000 00 01"
    ),
    DemoOrganisation(
        "agii-hasselt",
        "Kantoor Hasselt (demo)",
        OrganisationKind.AGENCY,
        "Voorbeeldlaan 2, 3500 Hasselt",
        "011 00 00 02",
    ),
    DemoOrganisation("ligo", "Ligo (demo)", OrganisationKind.PARTNER),
    DemoOrganisation("poolstok", "Poolstok (demo)", OrganisationKind.PARTNER),
    DemoOrganisation("intec", "INTEC (demo)", OrganisationKind.PARTNER),
]

STAFF = [
    DemoStaff("els.gent", "Els", "Peeters", Role.CASE_WORKER, "agii-gent"),
    DemoStaff("tom.gent", "Tom", "Claes", Role.CASE_WORKER, "agii-gent"),
    DemoStaff("nadia.hasselt", "Nadia", "Jacobs", Role.CASE_WORKER, "agii-hasselt"),
    DemoStaff("lies.ligo", "Lies", "Wouters", Role.TEACHER, "ligo"),
    DemoStaff("karim.intec", "Karim", "Maes", Role.TEACHER, "intec"),
    DemoStaff("rana.ligo", "Rana", "Saleh", Role.TRANSLATOR, "ligo"),
    DemoStaff("an.gent", "An", "Goossens", Role.ORG_ADMIN, "agii-gent"),
    DemoStaff("bram.ligo", "Bram", "Smets", Role.ORG_ADMIN, "ligo"),
    DemoStaff("sara.balie", "Sara", "Mertens", Role.DESK, "agii-gent"),
    DemoStaff("jan.audit", "Jan", "Willems", Role.AUDITOR, "agii-gent"),
    DemoStaff("platform", "Kim", "De Smet", Role.PLATFORM_ADMIN, "agii-gent"),
]

NEWCOMERS = [
    DemoNewcomer(
        "Amal", "Haddad", ["ar", "fr"], "els.gent", timedelta(days=12), ["key", "boat", "tree"], reads_parallel=True
    ),
    DemoNewcomer(
        "Maria",
        "Silva",
        ["nl", "en"],
        "els.gent",
        timedelta(days=80),
        ["cup", "ball", "lamp"],
        lessons=2,
        decided_after=timedelta(days=20),
        prepares=True,
    ),
    DemoNewcomer("Selam", "Tesfay", ["ti", "en"], "els.gent", timedelta(days=25), ["apple", "chair", "key"]),
    DemoNewcomer(
        "Oksana",
        "Kovalenko",
        ["uk", "en"],
        "els.gent",
        timedelta(days=40),
        ["clock", "tree", "cup"],
        lessons=4,
        decided_after=timedelta(days=28),
    ),
    DemoNewcomer(
        "Gulalai",
        "Noori",
        ["ps", "fa-AF", "en"],
        "tom.gent",
        timedelta(days=100),
        ["boat", "key", "ball"],
        decided_after=timedelta(days=25),
        signed_after=timedelta(days=70),
    ),
    DemoNewcomer("Samir", "Aziz", ["ar", "en"], "nadia.hasselt", timedelta(days=5), ["lamp", "scissors", "apple"]),
]
