"""The door of people: every person is reached through here."""

from .access import AccessRule, everybody, newcomer_required, staff_required
from .client_address import client_address
from .domain.admin_acts import list_admin_acts
from .domain.admin_organisations import (
    add_organisation,
    change_organisation,
    get_administered,
    is_platform_admin,
    list_administered,
    name_state,
)
from .domain.admin_staff import (
    AddedColleague,
    add_colleague,
    can_let_in,
    count_left_alone,
    end_role,
    forget_second_factor,
    get_colleague_for,
    get_role_here,
    give_role,
    list_givable_roles,
    list_roles_here,
    make_way_in,
)
from .domain.cards import IssuedCard, issue_card, revoke_card
from .domain.desk import (
    FoundPerson,
    WaysIn,
    end_phone,
    end_phones,
    find_people_for_card,
    get_phone,
    get_ways_in,
    hand_out_card,
    list_phones,
    make_link,
    reset_pictures,
    stop_card,
)
from .domain.devices import list_unannounced_devices
from .domain.duplicates import list_same_people
from .domain.languages import choose_home_language, is_first_language_missing, remember_interface_language
from .domain.links import create_handover_link
from .domain.looks import needs_purpose, record_look
from .domain.newcomers import correct_region, hand_over_newcomer, register_newcomer, take_over_newcomer
from .domain.own_data import erase_newcomer, export_own_data, get_newcomer_for_operator, hand_out_data
from .domain.pictures import set_pin
from .domain.privacy_notice import VERSION as PRIVACY_NOTICE_VERSION
from .domain.privacy_notice import record_notice_seen
from .domain.queries import (
    get_newcomer_for,
    get_newcomer_for_card,
    get_own_newcomer,
    list_caseload,
    list_looks,
    list_newcomers_for,
)
from .domain.reading import get_case_worker, list_offices, remember_reading, shows_drafts_somewhere
from .domain.reports import count_dossier_looks, count_newcomers_visited, list_audited_organisations
from .domain.staff import (
    StaffMember,
    list_case_workers,
    list_caseload_history,
    list_colleagues,
    list_dossiers_for,
    list_guides,
    list_looks_for_audit,
    list_registering_offices,
    list_staff,
    list_without_case_worker,
)
from .rules import can_guide, can_issue_card, can_open_dossier, has_case_worker, is_in_own_caseload
from .sessions import find_device_here, sign_in_newcomer

__all__ = [
    "PRIVACY_NOTICE_VERSION",
    "AccessRule",
    "AddedColleague",
    "FoundPerson",
    "IssuedCard",
    "StaffMember",
    "WaysIn",
    "add_colleague",
    "add_organisation",
    "can_guide",
    "can_issue_card",
    "can_let_in",
    "can_open_dossier",
    "change_organisation",
    "choose_home_language",
    "client_address",
    "correct_region",
    "count_dossier_looks",
    "count_left_alone",
    "count_newcomers_visited",
    "create_handover_link",
    "end_phone",
    "end_phones",
    "end_role",
    "erase_newcomer",
    "everybody",
    "export_own_data",
    "find_device_here",
    "find_people_for_card",
    "forget_second_factor",
    "get_administered",
    "get_case_worker",
    "get_colleague_for",
    "get_newcomer_for",
    "get_newcomer_for_card",
    "get_newcomer_for_operator",
    "get_own_newcomer",
    "get_phone",
    "get_role_here",
    "get_ways_in",
    "give_role",
    "hand_out_card",
    "hand_out_data",
    "hand_over_newcomer",
    "has_case_worker",
    "is_first_language_missing",
    "is_in_own_caseload",
    "is_platform_admin",
    "issue_card",
    "list_admin_acts",
    "list_administered",
    "list_audited_organisations",
    "list_case_workers",
    "list_caseload",
    "list_caseload_history",
    "list_colleagues",
    "list_dossiers_for",
    "list_givable_roles",
    "list_guides",
    "list_looks",
    "list_looks_for_audit",
    "list_newcomers_for",
    "list_offices",
    "list_phones",
    "list_registering_offices",
    "list_roles_here",
    "list_same_people",
    "list_staff",
    "list_unannounced_devices",
    "list_without_case_worker",
    "make_link",
    "make_way_in",
    "name_state",
    "needs_purpose",
    "newcomer_required",
    "record_look",
    "record_notice_seen",
    "register_newcomer",
    "remember_interface_language",
    "remember_reading",
    "reset_pictures",
    "revoke_card",
    "set_pin",
    "shows_drafts_somewhere",
    "sign_in_newcomer",
    "staff_required",
    "stop_card",
    "take_over_newcomer",
]
