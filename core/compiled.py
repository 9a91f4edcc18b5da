"""Queries that every request asks: their SQL is built once per connection, each call brings only the values.

Building the SQL of a signed-in user (forty columns of three tables) costs Django four times what PostgreSQL needs to
answer it, and it is the same text each time. Use this where `make bench` says that it pays, and nowhere else.
"""

from collections.abc import Callable, Iterable
from typing import Any, cast
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.models import AutoField, Expression, Field, Model, QuerySet
from django.db.models.sql import InsertQuery


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
        self._compiled: WeakKeyDictionary[Any, _Compiled] = WeakKeyDictionary()

    def fetch(self, **values: Any) -> list[M]:
        """The rows for these values, one for each slot. One query. Raises KeyError when a value is missing."""
        connection = connections["default"]
        compiled = self._compiled.get(connection)
        if compiled is None:
            compiled = self._compiled[connection] = _Compiled(self._make_queryset(), connection)
        return compiled.fetch(values)


class _Compiled:
    """One queryset on one connection. Stands in for its compiler, so that Django makes the instances as ever."""

    def __init__(self, queryset: QuerySet, connection) -> None:
        self._connection = connection
        self._compiler = queryset.query.get_compiler(using=connection.alias)
        self._sql, self._places = self._compiler.as_sql()
        self._values: list[Any] = []
        vars(queryset.query)["get_compiler"] = lambda using: self
        self._rows = cast(Iterable, queryset._iterable_class(queryset))

    def fetch(self, values: dict[str, Any]) -> list:
        self._values = [self._fill(place, values) if isinstance(place, Slot) else place for place in self._places]
        return list(self._rows)

    def _fill(self, slot: Slot, values: dict[str, Any]) -> Any:
        return slot.output_field.get_db_prep_value(values[slot.name], self._connection)

    def execute_sql(self, **_how) -> list[list[tuple]]:
        with self._connection.cursor() as cursor:
            cursor.execute(self._sql, self._values)
            return [cursor.fetchall()]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiler, name)


class CompiledInsert[M: Model]:
    """Inserts one instance and sets its key, like bulk_create of one: no signals, no check of the values."""

    def __init__(self, model: type[M]) -> None:
        self._model = model
        self._fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
        self._compiled: WeakKeyDictionary[Any, tuple[Any, str]] = WeakKeyDictionary()

    def insert(self, instance: M) -> M:
        """One statement. Raises IntegrityError as the database says."""
        connection = connections["default"]
        compiled = self._compiled.get(connection)
        if compiled is None:
            compiled = self._compiled[connection] = self._compile(instance, connection)
        compiler, sql = compiled
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
