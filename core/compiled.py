"""Queries that every request asks: their SQL is built once per connection, each call brings only the values.

Building the SQL of a signed-in user (forty columns of three tables) costs Django four times what PostgreSQL needs to
answer it, and it is the same text each time. Use this where `make bench` says that it pays, and nowhere else.
"""

from collections.abc import Callable, Iterable
from threading import local
from typing import Any, cast

from django.db import connections
from django.db.models import AutoField, Expression, Field, Model, QuerySet
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.transaction import TransactionManagementError


class Slot(Expression):
    """Where a value of a compiled query goes. It is named after a field of `model`, and of its kind."""

    def __init__(self, model: type[Model], name: str) -> None:
        super().__init__(output_field=cast(Field, model._meta.get_field(name)))
        self.name = name

    def as_sql(self, compiler, connection, **_how) -> Any:
        return "%s", [self]


class CompiledQuery[M: Model]:
    """A queryset of model instances with slots in its filters.

    >>> FIND_USER = CompiledQuery(lambda: User.objects.filter(pk=Slot(User, "id")))
    >>> FIND_USER.fetch(id=3)
    [<User: …>]
    """

    def __init__(self, make_queryset: Callable[[], QuerySet[M]]) -> None:
        self._make_queryset = make_queryset

    def fetch(self, **values: Any) -> list[M]:
        """The rows for these values, one for each slot. One query. Raises KeyError when a value is missing."""
        connection = connections["default"]
        compiled = _keep(connection, self, lambda: _Compiled(self._make_queryset(), connection))
        return compiled.fetch(values)


def _keep[T](connection, key: object, make: Callable[[], T]) -> T:
    """What was built for this connection; it goes when the connection goes."""
    kept = vars(connection).setdefault("_compiled_queries", {})
    if key not in kept:
        kept[key] = make()
    return kept[key]


class _Compiled:
    """One queryset on one connection. Stands in for its compiler, so that Django makes the instances as ever."""

    def __init__(self, queryset: QuerySet, connection) -> None:
        self._connection = connection
        self._compiler = queryset.query.get_compiler(using=connection.alias)
        self._sql, self._places = self._compiler.as_sql()
        self._needs_transaction = queryset.query.select_for_update
        self._call = local()  # the tests' SQLite is one connection for all threads of a server
        vars(queryset.query)["get_compiler"] = lambda using: self
        self._rows = cast(Iterable, queryset._iterable_class(queryset))

    def fetch(self, values: dict[str, Any]) -> list:
        if self._needs_transaction and not self._connection.in_atomic_block:
            raise TransactionManagementError("select_for_update cannot be used outside of a transaction.")
        self._call.values = _fill(self._places, values, self._connection)
        return list(self._rows)

    def execute_sql(self, **_how) -> list[list[tuple]]:
        with self._connection.cursor() as cursor:
            cursor.execute(self._sql, self._call.values)
            return [cursor.fetchall()]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiler, name)


def _fill(places: Iterable[Any], values: dict[str, Any], connection) -> list[Any]:
    return [
        place.output_field.get_db_prep_save(values[place.name], connection) if isinstance(place, Slot) else place
        for place in places
    ]


class CompiledInsert[M: Model]:
    """Inserts one instance and sets its key, like bulk_create of one: no signals, no check of the values."""

    def __init__(self, model: type[M]) -> None:
        self._model = model
        self._fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]

    def insert(self, instance: M) -> M:
        """One statement. Raises IntegrityError as the database says."""
        connection = connections["default"]
        compiler, sql = _keep(connection, self, lambda: self._compile(instance, connection))
        values = [compiler.prepare_value(field, compiler.pre_save_val(field, instance)) for field in self._fields]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            [[instance.pk]] = cursor.fetchall()
        instance._state.adding, instance._state.db = False, connection.alias
        return instance

    def _compile(self, instance: M, connection) -> tuple[Any, str]:
        query = InsertQuery(self._model)
        query.insert_values(self._fields, [instance])
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = [self._model._meta.pk]  # both databases can
        [(sql, _values)] = compiler.as_sql()
        query.objs = []
        return compiler, sql


class CompiledUpdate[M: Model]:
    """Writes all fields of one instance that has its row already, like save(force_update=True): no signals."""

    def __init__(self, model: type[M]) -> None:
        self._model = model

    def update(self, instance: M) -> None:
        """One statement. Raises IntegrityError as the database says, `NotUpdated` of the model when there is no row."""
        connection = connections["default"]
        sql, places = _keep(connection, self, lambda: self._compile(connection))
        values = {field.name: getattr(instance, field.attname) for field in self._model._meta.concrete_fields}
        with connection.cursor() as cursor:
            cursor.execute(sql, _fill(places, values, connection))
            if cursor.rowcount != 1:
                raise cast(Any, self._model).NotUpdated(f"{instance!r} has no row")

    def _compile(self, connection) -> tuple[str, tuple]:
        key = self._model._meta.pk
        rows = self._model._base_manager.filter(pk=Slot(self._model, key.name))
        query = cast(UpdateQuery, rows.query.chain(UpdateQuery))
        fields = [field for field in self._model._meta.concrete_fields if field is not key]
        query.add_update_fields([(field, None, cast(Any, Slot(self._model, field.name))) for field in fields])
        return query.get_compiler(connection=connection).as_sql()
