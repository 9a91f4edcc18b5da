"""Queries that every request asks: their SQL is built once per connection, each call brings only the values.

Building the SQL of a signed-in user (forty columns of three tables) costs Django four times what PostgreSQL needs to
answer it, and it is the same text each time. Use this where `make bench` says that it pays, and nowhere else.
"""

from collections.abc import Callable, Iterable
from threading import local
from typing import Any, cast

from django.db import connections
from django.db.models import AutoField, Expression, Field, Model, QuerySet
from django.db.models.expressions import RawSQL
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
        kept = self._compiler.get_converters([column for column, *_ in self._compiler.select])
        vars(self._compiler)["get_converters"] = lambda _columns: kept  # Django would ask every column each time
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
        self.model = model
        self._fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]

    def insert(self, instance: M) -> M:
        """One statement. Raises IntegrityError as the database says."""
        connection = connections["default"]
        sql = _keep(connection, self, lambda: self.compile(connection, {}))
        with connection.cursor() as cursor:
            cursor.execute(sql, self.values_of(instance, connection, {}))
            [[key]] = cursor.fetchall()
        self.note_stored(instance, key, connection)
        return instance

    def compile(self, connection, elsewhere: dict[str, str]) -> str:
        """The statement, with a place for each value. The fields named in `elsewhere` are given by its SQL instead."""
        query = InsertQuery(self.model)
        fields = self._fields
        given = self.model(**{name: RawSQL(sql, []) for name, sql in elsewhere.items()})  # noqa: S611  # our own SQL
        query.insert_values(fields, [given])
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = [self.model._meta.pk]  # both databases can
        [(sql, _values)] = compiler.as_sql()
        return sql

    def values_of(self, instance: M, connection, elsewhere: dict[str, str]) -> list[Any]:
        """The values for the places of the statement."""
        return [
            field.get_db_prep_save(field.pre_save(instance, add=True), connection)
            for field in self._fields
            if field.attname not in elsewhere
        ]

    def note_stored(self, instance: M, key: Any, connection) -> None:
        """The instance knows that it has a row now."""
        instance.pk = key
        instance._state.adding, instance._state.db = False, connection.alias


class CompiledUpdate[M: Model]:
    """Writes all fields of one instance that has its row already, like save(force_update=True): no signals."""

    def __init__(self, model: type[M]) -> None:
        self._model = model

    def update(self, instance: M) -> None:
        """One statement. Raises IntegrityError as the database says, `NotUpdated` of the model when there is no row."""
        connection = connections["default"]
        sql, places = _keep(connection, self, lambda: self.compile(connection))
        with connection.cursor() as cursor:
            cursor.execute(sql, self.values_of(instance, places, connection))
            self.check(instance, cursor.rowcount)

    def compile(self, connection) -> tuple[str, tuple]:
        """The statement and what goes where in it."""
        key = self._model._meta.pk
        rows = self._model._base_manager.filter(pk=Slot(self._model, key.name))
        query = cast(UpdateQuery, rows.query.chain(UpdateQuery))
        fields = [field for field in self._model._meta.concrete_fields if field is not key]
        query.add_update_fields([(field, None, cast(Any, Slot(self._model, field.name))) for field in fields])
        return query.get_compiler(connection=connection).as_sql()

    def values_of(self, instance: M, places: Iterable[Any], connection) -> list[Any]:
        """The values for the places of the statement."""
        values = {field.name: getattr(instance, field.attname) for field in self._model._meta.concrete_fields}
        return _fill(places, values, connection)

    def check(self, instance: M, rows: int) -> None:
        """An update that met no row is an error, never a silence."""
        if rows != 1:
            raise cast(Any, self._model).NotUpdated(f"{instance!r} has no row")


class CompiledWrite:
    """Some inserts and one update, in that order: on PostgreSQL one statement, one round trip; elsewhere one by one.

    An insert may point to the one before it: `points` names the foreign key. The instances know their keys afterwards.

    >>> WRITE = CompiledWrite([CompiledInsert(Event), CompiledInsert(Answer)], CompiledUpdate(Progress), points="event")
    >>> WRITE.write([event, answer], progress)
    """

    def __init__(self, inserts: list[CompiledInsert], update: CompiledUpdate, *, points: str = "") -> None:
        self._inserts, self._update, self._points = inserts, update, points

    def write(self, instances: list[Model], updated: Model) -> None:
        """Raises IntegrityError as the database says, `NotUpdated` of the model when `updated` has no row."""
        connection = connections["default"]
        if connection.vendor != "postgresql":
            self._write_one_by_one(instances, updated)
            return
        sql, places = _keep(connection, self, lambda: self._compile(connection))
        values: list[Any] = []
        for index, (insert, instance) in enumerate(zip(self._inserts, instances, strict=True)):
            values += insert.values_of(instance, connection, self._elsewhere(index))
        values += self._update.values_of(updated, places, connection)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            self._update.check(updated, cursor.rowcount)
            [keys] = cursor.fetchall()
        self._point(instances, keys)
        for insert, instance, key in zip(self._inserts, instances, keys, strict=True):
            insert.note_stored(instance, key, connection)

    def _write_one_by_one(self, instances: list[Model], updated: Model) -> None:
        for index, (insert, instance) in enumerate(zip(self._inserts, instances, strict=True)):
            if index:
                self._point(instances[: index + 1], [one.pk for one in instances[:index]])
            insert.insert(instance)
        self._update.update(updated)

    def _point(self, instances: list[Model], keys: list[Any]) -> None:
        for index, instance in enumerate(instances):
            for attribute in self._elsewhere(index):
                setattr(instance, attribute, keys[index - 1])

    def _elsewhere(self, index: int) -> dict[str, str]:
        if not index or not self._points:
            return {}
        field = self._inserts[index].model._meta.get_field(self._points)
        return {cast(Field, field).attname: f"SELECT key FROM stored_{index - 1}"}  # noqa: S608  # a number of ours

    def _compile(self, connection) -> tuple[str, tuple]:
        """`WITH stored_0 (key) AS (INSERT …), stored_1 (key) AS (INSERT …) UPDATE … RETURNING both keys`."""
        parts = [
            f"stored_{index} (key) AS ({insert.compile(connection, self._elsewhere(index))})"
            for index, insert in enumerate(self._inserts)
        ]
        update, places = self._update.compile(connection)
        keys = ", ".join(f"(SELECT key FROM stored_{index})" for index in range(len(parts)))  # noqa: S608
        return f"WITH {', '.join(parts)} {update} RETURNING {keys}", places
