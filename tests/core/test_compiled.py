"""Queries whose SQL is built once."""

import threading

import pytest
from django.db import connection, connections, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from core.compiled import CompiledQuery, Slot
from people.models import Newcomer, User
from tests.factories import make_newcomer

FIND = CompiledQuery(
    lambda: User.objects.select_related("newcomer__profile").filter(pk=Slot(User, "id"), is_active=True)
)


def test_the_same_instances_as_from_a_queryset_and_one_query_each_time(newcomer, case_worker):
    other = make_newcomer(case_worker=case_worker, first_name="Sara", languages=["ar", "nl"])
    for person in (newcomer, other, newcomer):
        with CaptureQueriesContext(connection) as asked:
            [user] = FIND.fetch(id=person.user_id)
            assert user == person.user
            assert user.newcomer.first_name == person.first_name
            assert user.newcomer.profile.languages == person.profile.languages
        assert len(asked) == 1


def test_what_is_not_there_is_an_empty_list(newcomer):
    assert FIND.fetch(id=0) == []
    User.objects.filter(pk=newcomer.user_id).update(is_active=False)
    assert FIND.fetch(id=newcomer.user_id) == []


def test_a_staff_member_has_no_newcomer(case_worker):
    [user] = FIND.fetch(id=case_worker.pk)
    with pytest.raises(Newcomer.DoesNotExist):
        _ = user.newcomer


def test_values_are_written_as_the_field_writes_them(newcomer):
    by_uuid = CompiledQuery(lambda: Newcomer.objects.filter(uuid=Slot(Newcomer, "uuid")).order_by("pk"))
    assert by_uuid.fetch(uuid=newcomer.uuid) == by_uuid.fetch(uuid=str(newcomer.uuid)) == [newcomer]


def test_a_missing_value_is_an_error_never_another_row(newcomer):
    with pytest.raises(KeyError):
        FIND.fetch()


@pytest.mark.django_db(transaction=True)
def test_two_threads_do_not_get_each_others_rows(newcomer, case_worker):
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lives in one connection")
    people = [newcomer, make_newcomer(case_worker=case_worker, first_name="Sara")]
    wrong = []

    def ask(person):
        for _ in range(50):
            if FIND.fetch(id=person.user_id) != [person.user]:
                wrong.append(person)
        connections.close_all()

    threads = [threading.Thread(target=ask, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_never_taken_outside_a_transaction(newcomer):
    lock = CompiledQuery(lambda: Newcomer.objects.filter(id=Slot(Newcomer, "id")).select_for_update())
    with transaction.atomic():
        assert lock.fetch(id=newcomer.pk) == [newcomer]
    with pytest.raises(TransactionManagementError):
        lock.fetch(id=newcomer.pk)
