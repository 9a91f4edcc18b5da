"""Staff accounts are made on the command line of the installation: the first administrator too."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command
from django.test import Client

from people.enums import Role
from people.models import Membership, Organisation, User
from tests.people.staff_steps import code_of, give_app, type_code, type_password

pytestmark = pytest.mark.django_db
NEW = "wagon lamp river stone"
PERSON = {"first_name": "Kim", "last_name": "De Smet", "email": "kim@example.org", "role": "platform_admin"}


def run(command: str, *arguments, **options) -> str:
    said = StringIO()
    call_command(command, *arguments, stdout=said, **options)
    return said.getvalue()


def choose_password(said: str) -> None:
    link = next(word for word in said.split() if word.startswith("http"))
    client = Client()
    form = client.get("/" + link.split("/", 3)[3], follow=True)
    answer = client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert answer["Location"] == "/accounts/password/reset/key/done/"


def test_first_administrator_of_an_empty_installation(client):
    said = run("add_staff", "kim", organisation="agii", organisation_name="AgII", **PERSON)
    choose_password(said)
    kim = User.objects.get(username="kim")
    assert Membership.objects.get(user=kim).role == Role.PLATFORM_ADMIN
    assert not kim.is_superuser
    type_password(client, kim, password=NEW)
    assert client.get("/guide/")["Location"] == "/accounts/2fa/totp/activate/"


def test_preset_subject_and_no_password(office):
    said = run("add_staff", "kim", organisation=office.code, subject="s-99", no_password=True, **PERSON)
    assert "http" not in said
    assert SocialAccount.objects.get(uid="s-99").user.username == "kim"
    assert not User.objects.get(username="kim").has_usable_password()


@pytest.mark.parametrize("changes", [{"organisation": "none"}, {"email": "taken@example.org"}, {"subject": "s-1"}])
def test_refusals_make_nothing(office, case_worker, changes):
    User.objects.filter(pk=case_worker.pk).update(email="Taken@example.org")
    SocialAccount.objects.create(user=case_worker, provider="toegang", uid="s-1")
    with pytest.raises(CommandError):
        run("add_staff", "kim", **{"organisation": office.code} | PERSON | changes)
    assert not User.objects.filter(username="kim").exists()
    assert Organisation.objects.count() == 1


def test_who_lost_everything_begins_anew_and_old_sessions_end(client, case_worker):
    give_app(case_worker)
    type_password(client, case_worker)
    type_code(client, code_of())
    assert client.get("/accounts/2fa/").status_code == 200
    said = run("reset_second_factor", case_worker.username)
    assert not Authenticator.objects.filter(user=case_worker).exists()
    assert client.get("/accounts/2fa/")["Location"].startswith("/accounts/login/")
    assert type_password(Client(), case_worker).status_code == 200  # the old password counts no more
    choose_password(said)
    again = Client()
    type_password(again, case_worker, password=NEW)
    assert again.get("/guide/")["Location"] == "/accounts/2fa/totp/activate/"


def test_a_newcomer_is_no_staff_member(newcomer):
    with pytest.raises(CommandError):
        run("reset_second_factor", newcomer.user.username)
