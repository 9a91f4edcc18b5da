"""Statements that every request makes: their SQL is built once per connection, each call brings only the values.

Building the SQL of a signed-in user (forty columns of three tables) costs Django four times what PostgreSQL needs to
answer it, and it is the same text each time. Use this where `make bench` says that it pays, and nowhere else.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from threading import local
from typing import Any, cast

from django.db import connections, transaction
from django.db.models import AutoField, Expression, Field, ForeignKey, Model, QuerySet
from django.db.models.sql import UpdateQuery
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


class CompiledWrite:
    """Some inserts and one update, all in one statement, if nobody changed the updated row since it was read.

    An optimistic lock: the updated model counts its changes in an integer field `version`. Whoever writes such a row in
    another way counts too. An insert may point to the one before it: `points` names the foreign key. PostgreSQL only.

    >>> WRITE = CompiledWrite([Event, Answer], LessonProgress, points="event")
    >>> WRITE.write([event, answer], progress)
    True
    """

    def __init__(self, inserted: list[type[Model]], updated: type[Model], *, points: str = "") -> None:
        self._updated, self._points = updated, points
        self._fields = [field for field in updated._meta.concrete_fields if not field.primary_key]
        self._inserted = [(model, _list_written(model)) for model in inserted]

    @staticmethod
    def is_possible() -> bool:
        return connections["default"].vendor == "postgresql"

    def write(self, instances: list[Model], updated: Model) -> bool:
        """False, and nothing is stored, when somebody else changed `updated` or its row is gone. One statement.

        The instances know their keys afterwards. Raises IntegrityError as the database says; in a transaction that costs
        only this write.
        """
        connection = connections["default"]
        sql, places = _keep(connection, self, lambda: self._compile(connection))
        key = self._updated._meta.pk
        row = {field.name: getattr(updated, field.attname) for field in (key, *self._fields)}
        values = [*_fill(places, row | {"version": row["version"] + 1}, connection), row["version"]]
        for index, instance in enumerate(instances):
            fields = (field for field in self._inserted[index][1] if not self._is_pointer(index, field))
            values += _read_values(instance, fields, connection)
        with _keep_transaction(connection), connection.cursor() as cursor:
            cursor.execute(sql, values)
            keys = cursor.fetchone()
        if keys is None:
            return False
        cast(Any, updated).version = row["version"] + 1
        for index, (instance, key) in enumerate(zip(instances, keys, strict=True)):
            _become_stored(instance, key, connection)
            if index and self._points:
                setattr(instance, self._points, instances[index - 1])
        return True

    def _is_pointer(self, index: int, field: Field) -> bool:
        return index > 0 and field.name == self._points

    def _compile(self, connection) -> tuple[str, tuple]:
        """WITH changed AS (UPDATE …), stored_0 AS (INSERT … FROM changed), stored_1 AS (INSERT … FROM stored_0) SELECT keys."""
        quote = connection.ops.quote_name
        update, places = self._compile_update(connection)
        key = quote(self._updated._meta.pk.column)
        parts = [f"changed AS ({update} AND {quote('version')} = %s RETURNING {key})"]
        source = "changed"
        for index, (model, fields) in enumerate(self._inserted):
            columns = ", ".join(quote(field.column) for field in fields)
            values = ", ".join(
                f"{source}.key" if self._is_pointer(index, field) else f"%s::{_type_of(field, connection)}"
                for field in fields
            )
            insert = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) SELECT {values} FROM {source}"  # noqa: S608
            source = f"stored_{index}"
            parts.append(f"{source} (key) AS ({insert} RETURNING {quote(model._meta.pk.column)})")
        stored = [f"stored_{index}" for index in range(len(self._inserted))]
        keys = ", ".join(f"{name}.key" for name in stored)
        return f"WITH {', '.join(parts)} SELECT {keys} FROM {', '.join(stored)}", places  # noqa: S608  # our own names

    def _compile_update(self, connection) -> tuple[str, tuple]:
        key = self._updated._meta.pk
        rows = self._updated._base_manager.filter(pk=Slot(self._updated, key.name))
        query = cast(UpdateQuery, rows.query.chain(UpdateQuery))
        query.add_update_fields([(field, None, cast(Any, Slot(self._updated, field.name))) for field in self._fields])
        return query.get_compiler(connection=connection).as_sql()


class CompiledInsert[M: Model]:
    """An insert of a row that points to another one, if that is as it should be at that very moment. One statement.

    `points` names the foreign key; `held` is the rows that it may point to, with slots in its filters; `tells` names fields
    of such a row that come back. On PostgreSQL the row is held FOR SHARE: whoever changes it comes before, and it is looked
    at anew, or waits. SQLite has one writer.

    >>> INSERT = CompiledInsert(Answer, points="attempt", held=lambda: Attempt.objects.filter(pk=Slot(Attempt, "id"), ...),
    ...     tells=["due_at"])
    >>> INSERT.insert(answer, id=3)
    (datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.timezone.utc),)
    """

    def __init__(
        self, inserted: type[M], *, points: str, held: Callable[[], QuerySet], tells: Sequence[str] = ()
    ) -> None:
        self._inserted, self._make_held, self._tells = inserted, held, tells
        self._pointer = cast(ForeignKey, inserted._meta.get_field(points))
        self._fields = [field for field in _list_written(inserted) if field is not self._pointer]

    def insert(self, instance: M, **values: Any) -> tuple | None:
        """What `tells` names. None, and nothing is stored, when the row that it points to is not there or not as it should
        be. `values`: one for each slot.

        The instance knows its key afterwards. Raises IntegrityError as the database says; in a transaction that costs only
        this insert.
        """
        connection = connections["default"]
        sql, places = _keep(connection, self, lambda: self._compile(connection))
        given, held = _read_values(instance, self._fields, connection), _fill(places, values, connection)
        is_postgresql = connection.vendor == "postgresql"
        with _keep_transaction(connection), connection.cursor() as cursor:
            cursor.execute(sql, [*held, *given] if is_postgresql else [*given, *held])
            stored = cursor.fetchone()
        if stored is None:
            return None
        _become_stored(instance, stored[0], connection)
        if is_postgresql:
            return stored[1:]
        rows = self._pointer.related_model._base_manager.filter(pk=getattr(instance, self._pointer.attname))
        return rows.values_list(*self._tells).get() if self._tells else ()

    def _compile(self, connection) -> tuple[str, tuple]:
        """WITH held AS (SELECT … FOR SHARE), stored AS (INSERT … SELECT values, held.key FROM held RETURNING key) SELECT
        stored.key, told fields of held; elsewhere INSERT … SELECT values, held.key FROM (SELECT …) held RETURNING key."""
        quote = connection.ops.quote_name
        is_postgresql = connection.vendor == "postgresql"
        target = self._pointer.target_field
        rows = self._make_held().order_by().values_list(target.name, *self._tells)
        held, places = rows.query.get_compiler(connection=connection).as_sql()
        columns = ", ".join(quote(field.column) for field in (*self._fields, self._pointer))
        values = ", ".join(f"%s::{_type_of(field, connection)}" if is_postgresql else "%s" for field in self._fields)
        table, own_key = quote(self._inserted._meta.db_table), quote(self._inserted._meta.pk.column)
        insert = f"INSERT INTO {table} ({columns}) SELECT {values}, held.{quote(target.column)} FROM"  # our names
        if not is_postgresql:
            return f"{insert} ({held}) held RETURNING {own_key}", places
        told = [cast(Field, self._pointer.related_model._meta.get_field(name)).column for name in self._tells]
        answer = ", ".join([f"stored.{own_key}", *(f"held.{quote(column)}" for column in told)])
        stored = f"{insert} held RETURNING {own_key}"
        return f"WITH held AS ({held} FOR SHARE), stored AS ({stored}) SELECT {answer} FROM stored, held", places  # noqa: S608


def _list_written(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]


def _read_values(instance: Model, fields: Iterable[Field], connection) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(instance, add=True), connection) for field in fields]


def _keep_transaction(connection) -> AbstractContextManager:
    """What the database refuses costs no more than this statement."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _become_stored(instance: Model, key: Any, connection) -> None:
    instance.pk = key
    instance._state.adding, instance._state.db = False, connection.alias


def _type_of(field: Field, connection) -> str:
    """The column's type without its size: a cast to varchar(20) would cut a text that the column itself refuses."""
    return (field.db_type(connection) or "").split("(")[0]
