"""The office that guides her, as a card with phone, address and opening hours."""

from dataclasses import dataclass

from .learner_hours import list_opening_hours


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """What `components/human_card.html` shows."""

    name: str
    phone: str
    email: str
    address: str
    hours: list[str]


def show_office(organisation, language: str) -> OfficeCard:
    return OfficeCard(
        name=organisation.name,
        phone=organisation.phone,
        email=organisation.email,
        address=organisation.address,
        hours=list_opening_hours(organisation.opening_hours, language),
    )
