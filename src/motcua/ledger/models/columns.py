"""Columns that the two databases keep differently."""

import json
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:  # the stubs know the fields as generic, Django itself does not
    _Integer = models.BigIntegerField[int, int]
    _Ids = models.Field[list[int] | None, list[int] | None]
    _Lookup = models.Lookup[list[int]]
else:
    _Integer = models.BigIntegerField
    _Ids = models.Field
    _Lookup = models.Lookup


class CurrentTransaction(models.Func):
    """The number of the transaction that writes: xid8 on PostgreSQL, 0 on SQLite, whose writers are serial."""

    template = "pg_current_xact_id()"
    arity = 0
    allowed_default = True

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        return "0", ()


class TransactionField(_Integer):
    """A transaction number; Python sees an integer."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """The type of the column."""
        return "xid8" if connection.vendor == "postgresql" else "bigint"

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> int:
        """The value for Python."""
        return int(value)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """The value for the driver."""
        return str(value) if connection.vendor == "postgresql" and isinstance(value, int) else value


class IdListField(_Ids):
    """Row ids: bigint[] on PostgreSQL (with a GIN index), a JSON list on SQLite."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """The type of the column."""
        return "bigint[]" if connection.vendor == "postgresql" else "text"

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> list[int] | None:
        """The value for Python."""
        if value is None:
            return None
        return json.loads(value) if isinstance(value, str) else list(value)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """The value for the driver."""
        if value is None:
            return None
        return list(value) if connection.vendor == "postgresql" else json.dumps(list(value), separators=(",", ":"))


@IdListField.register_lookup
class Overlap(_Lookup):
    """`units__overlap=[…]`: the list holds one of these ids. PostgreSQL only, where an index answers it."""

    lookup_name = "overlap"

    def get_prep_lookup(self) -> list[int]:
        """The ids as the driver takes them."""
        return list(self.rhs)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[str | int] | tuple[str | int, ...]]:
        """The operator of arrays that the index knows."""
        left, of_left = self.process_lhs(compiler, connection)
        right, of_right = self.process_rhs(compiler, connection)
        return f"{left} && {right}::bigint[]", [*of_left, *of_right]


class NotAfter(models.Func):
    """`first` is at most five minutes later than `second`: a clock may be wrong by that much, not by more."""

    output_field = models.BooleanField()
    conditional = True
    arity = 2
    template = "(%(expressions)s + interval '5 minutes')"
    arg_joiner = " <= "

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        template = "((julianday(%(expressions)s)) * 86400 < 300.5)"  # its clock counts in milliseconds, as a float
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **extra)
