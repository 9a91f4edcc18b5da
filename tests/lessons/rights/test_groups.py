import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, WorkflowPage

from lessons.models import OrganisationIndexPage
from lessons.rights.groups import ensure_platform_group, setup_organisation_rights
from lessons.rights.members import sync_user
from people.enums import OrganisationKind, Role
from people.models import Membership
from tests.factories import OrganisationFactory, StaffFactory


def list_page_rights(group_name) -> set[tuple[str, str]]:
    rows = GroupPagePermission.objects.filter(group__name=group_name).select_related("page__locale", "permission")
    return {(row.page.locale.language_code, row.permission.codename) for row in rows}


def list_groups(user) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def test_an_organisation_gets_a_shelf_a_collection_and_three_groups(ligo):
    setup_organisation_rights(organisation=ligo)
    assert {
        page.locale.language_code for page in OrganisationIndexPage.objects.filter(organisation=ligo, live=True)
    } == {
        "nl",
        "ar",
        "en",
        "fr",
    }
    assert list_page_rights("mo:ligo:authors") == {
        ("nl", "add_page"),
        ("nl", "change_page"),
        ("ar", "change_page"),
        ("en", "change_page"),
        ("fr", "change_page"),
    }
    assert list_page_rights("mo:ligo:translators") == {(code, "change_page") for code in ("ar", "en", "fr")}
    assert ("nl", "publish_page") in list_page_rights("mo:ligo:reviewers")
    collections = GroupCollectionPermission.objects.filter(group__name__startswith="mo:ligo:")
    assert {row.collection.name for row in collections.select_related("collection")} == {"Ligo"}


def test_setting_up_twice_changes_nothing(ligo):
    def count():
        return [
            model.objects.count()
            for model in (Group, GroupPagePermission, GroupCollectionPermission, Page, Collection, WorkflowPage)
        ]

    setup_organisation_rights(organisation=ligo)
    before = count()
    setup_organisation_rights(organisation=ligo)
    assert count() == before


def test_a_renamed_organisation_keeps_its_collection(ligo):
    setup_organisation_rights(organisation=ligo)
    ligo.name = "Ligo Gent"
    ligo.save()
    setup_organisation_rights(organisation=ligo)
    assert Collection.objects.filter(depth=2).count() == 1


def test_a_right_that_should_not_be_there_goes(ligo):
    groups = setup_organisation_rights(organisation=ligo)
    root = Page.get_first_root_node()
    permission = GroupPagePermission.objects.filter(permission__codename="publish_page").first().permission
    GroupPagePermission.objects.create(group=groups["authors"], page=root, permission=permission)
    setup_organisation_rights(organisation=ligo)
    assert ("nl", "publish_page") not in list_page_rights("mo:ligo:authors")


@pytest.mark.parametrize(
    ("role", "group"),
    [(Role.TEACHER, "authors"), (Role.TRANSLATOR, "translators"), (Role.ORG_ADMIN, "reviewers")],
)
def test_a_role_brings_its_group_and_takes_it_along(ligo, role, group):
    setup_organisation_rights(organisation=ligo)
    user = StaffFactory(role=role, role__organisation=ligo)
    assert list_groups(user) == {f"mo:ligo:{group}"}
    user.memberships.all().delete()
    assert list_groups(user) == set()


@pytest.mark.parametrize("role", [Role.CASE_WORKER, Role.DESK, Role.AUDITOR])
def test_who_does_not_write_gets_nothing(ligo, role):
    setup_organisation_rights(organisation=ligo)
    user = StaffFactory(role=role, role__organisation=ligo)
    assert list_groups(user) == set()
    assert not user.has_perm("wagtailadmin.access_admin")


def test_staff_who_came_before_the_shelf_get_their_groups_with_it(ligo):
    user = StaffFactory(role=Role.TEACHER, role__organisation=ligo)
    assert list_groups(user) == set()
    setup_organisation_rights(organisation=ligo)
    assert list_groups(user) == {"mo:ligo:authors"}


def test_two_organisations_two_groups_and_a_change_of_role(ligo, intec):
    for organisation in (ligo, intec):
        setup_organisation_rights(organisation=organisation)
    user = StaffFactory(role=Role.TEACHER, role__organisation=ligo)
    second = Membership.objects.create(user=user, organisation=intec, role=Role.TRANSLATOR)
    assert list_groups(user) == {"mo:ligo:authors", "mo:intec:translators"}
    second.role = Role.ORG_ADMIN
    second.save()
    assert list_groups(user) == {"mo:ligo:authors", "mo:intec:reviewers"}


def test_groups_that_are_not_ours_stay(ligo):
    setup_organisation_rights(organisation=ligo)
    user = StaffFactory(role=Role.TEACHER, role__organisation=ligo)
    user.groups.add(Group.objects.create(name="Redactie"))
    sync_user(user=user)
    assert list_groups(user) == {"mo:ligo:authors", "Redactie"}


def test_a_platform_administrator_is_no_superuser(office):
    user = StaffFactory(role=Role.PLATFORM_ADMIN, role__organisation=office)
    assert list_groups(user) == {"mo:platform"}
    assert user.has_perms(["wagtailadmin.access_admin", "mo_curriculum.change_datedrule", "mo_curriculum.add_fact"])
    assert not user.is_superuser
    for forbidden in ("mo_people.change_user", "mo_people.add_user", "auth.change_group", "auth.add_group"):
        assert not user.has_perm(forbidden), forbidden


def test_refreshing_brings_back_what_is_missing(office):
    group = ensure_platform_group()
    group.permissions.clear()
    ensure_platform_group()
    assert not group.permissions.exists()
    ensure_platform_group(refreshes=True)
    assert group.permissions.filter(codename="change_datedrule").exists()


def test_the_command_sets_up_partners_and_says_who_is_missing(ligo, office, capsys):
    call_command("setup_rights")
    assert capsys.readouterr().out.split() == ["ligo"]
    with pytest.raises(CommandError, match="nergens"):
        call_command("setup_rights", "ligo", "nergens")


def test_an_agency_that_writes_is_set_up_by_name(office, capsys):
    call_command("setup_rights", office.code)
    assert OrganisationIndexPage.objects.filter(organisation=office).exists()
    assert OrganisationFactory(code=office.code).kind == OrganisationKind.AGENCY
