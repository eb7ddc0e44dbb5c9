"""Append-only tables: what is written stays written, whoever connects to the database.

`AppendOnly("event", keys=[("id",), ("stream_kind", "stream_id", "seq")])` in a migration sets the triggers on both
databases. Known traps, each with a test:

- SQLite rebuilds a table on AlterField and RemoveField and drops its triggers in silence. A migration that does so
  repeats the operation; `missing_triggers()` finds what was forgotten, at start and after migrations.
- `INSERT OR REPLACE` goes round the DELETE triggers of SQLite. An INSERT trigger refuses it on every key of `keys`.
- TRUNCATE on PostgreSQL needs a trigger of its own.
- Django's `flush` is refused, as it should be; the tests lift the triggers for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_REFUSE = "RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END"
_BODY = f"BEGIN {_REFUSE}"
_NAME = "motcua_append_only"


@dataclass(frozen=True)
class Trigger:
    """One trigger as it should stand: its name, its table, the statement that makes it, on PostgreSQL its function."""

    name: str
    table: str
    sql: str
    body: str = _BODY
    function: str = _NAME


class AppendOnly(Operation):
    """Refuse UPDATE, DELETE, TRUNCATE and REPLACE on a table, or on some rows or columns of it.

    `keys`: the unique keys of the table (SQLite's REPLACE would go through them); the primary key `id` is the default.
    `when`: an SQL condition on OLD that makes a row unchangeable (`OLD.status = 2`); None: every row.
    `columns`: only these columns are guarded, rows may be updated otherwise; None: all.
    `may_gain`: columns that may go from NULL to a value, once (`valid_to`).
    `unless`: by database, an SQL condition on OLD under which a row may be deleted all the same (it may ask tables).
    The operation is safe to repeat.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self,
        table: str,
        *,
        keys: Sequence[Sequence[str]] = (("id",),),
        when: str | None = None,
        columns: Sequence[str] | None = None,
        may_gain: Sequence[str] = (),
        unless: Mapping[str, str] | None = None,
    ) -> None:
        self.table = table
        self.keys = [tuple(key) for key in keys]
        self.when = when
        self.columns = None if columns is None else tuple(columns)
        self.may_gain = tuple(may_gain)
        self.unless = dict(unless or {})

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        options = {"keys": self.keys, "when": self.when, "columns": self.columns, "may_gain": self.may_gain}
        return self.__class__.__name__, [self.table], options | {"unless": self.unless}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing: the models do not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        columns = _columns_of(self.table, app_label, to_state)
        for trigger in self.triggers(schema_editor.connection.vendor, columns):
            for statement in _set_anew(schema_editor.connection, trigger):
                schema_editor.execute(statement, None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        columns = _columns_of(self.table, app_label, from_state)
        for trigger in self.triggers(schema_editor.connection.vendor, columns):
            schema_editor.execute(_drop(schema_editor.connection, trigger), None)

    def describe(self) -> str:
        return f"Make {self.table} append-only"

    def triggers(self, vendor: str, all_columns: Sequence[str]) -> list[Trigger]:
        """The triggers of this operation on a database of `vendor`."""
        name = "_".join(("ao", self.table, *(self.columns or ())))
        update = self._changed(all_columns, "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT")
        if vendor == "postgresql":
            return self._postgres(name, update)
        return self._sqlite(name, update)

    def _changed(self, all_columns: Sequence[str], differs: str) -> str | None:
        """The condition under which an UPDATE is refused; None: always."""
        conditions = [f"({self.when})"] if self.when else []
        if self.columns is not None or self.may_gain:
            guarded = [column for column in (self.columns or all_columns) if column not in self.may_gain]
            changes = [f'OLD."{column}" {differs} NEW."{column}"' for column in guarded]
            changes += [
                f'(OLD."{column}" IS NOT NULL AND OLD."{column}" {differs} NEW."{column}")' for column in self.may_gain
            ]
            conditions.append(f"({' OR '.join(changes)})")
        return " AND ".join(conditions) or None

    def _own_body(self) -> str:
        """What the DELETE trigger does on PostgreSQL: a condition that asks tables has no place in its WHEN."""
        return f"BEGIN IF {self.unless['postgresql']} THEN RETURN OLD; END IF; {_REFUSE}" if self.unless else _BODY

    def _postgres(self, name: str, update: str | None) -> list[Trigger]:
        call = f"EXECUTE FUNCTION {_NAME}()"
        own = f"{_NAME}_{self.table}" if self.unless else _NAME
        row = f'ON "{self.table}" FOR EACH ROW'
        delete = f"BEFORE DELETE {row} {_when(self.when)}EXECUTE FUNCTION {own}()"
        return [
            Trigger(f"{name}_u", self.table, f"BEFORE UPDATE {row} {_when(update)}{call}"),
            Trigger(f"{name}_d", self.table, delete, self._own_body(), own),
            Trigger(f"{name}_t", self.table, f'BEFORE TRUNCATE ON "{self.table}" FOR EACH STATEMENT {call}'),
        ]

    def _undeletable(self) -> str | None:
        """The condition under which SQLite refuses a DELETE; None: always."""
        conditions = [f"({self.when})"] if self.when else []
        conditions += [f"NOT {self.unless['sqlite']}"] if self.unless else []
        return (" AND ".join(conditions) if self.unless else self.when) or None

    def _sqlite(self, name: str, update: str | None) -> list[Trigger]:
        refuse = f"BEGIN SELECT RAISE(ABORT, 'append-only: {self.table}'); END"
        row = f'ON "{self.table}" FOR EACH ROW'
        made = [
            Trigger(f"{name}_u", self.table, f"BEFORE UPDATE {row} {_when(update)}{refuse}"),
            Trigger(f"{name}_d", self.table, f"BEFORE DELETE {row} {_when(self._undeletable())}{refuse}"),
        ]
        if self.columns is None:
            same = " OR ".join(
                "(" + " AND ".join(f'OLD."{column}" = NEW."{column}"' for column in key) + ")" for key in self.keys
            )
            guard = f" AND ({self.when})" if self.when else ""
            there = f'EXISTS (SELECT 1 FROM "{self.table}" AS OLD WHERE ({same}){guard})'
            made.append(Trigger(f"{name}_i", self.table, f"BEFORE INSERT {row} {_when(there)}{refuse}"))
        return made


def missing_triggers() -> list[str]:
    """What the applied migrations promise and the database does not hold: absent, altered or disabled triggers."""
    return _named(_lost())


def _lost() -> list[Trigger]:
    present = dict(_present(connection))
    return [trigger for trigger in expected_triggers() if present.get(trigger.name) != _stands(connection, trigger)]


def _named(triggers: list[Trigger]) -> list[str]:
    return sorted(f"{trigger.table}: {trigger.name}" for trigger in triggers)


def expected_triggers() -> list[Trigger]:
    """Every trigger that the applied migrations of this database have made, the last word for each name."""
    loader = MigrationLoader(connection)
    applied = loader.applied_migrations or {}
    tables = set(connection.introspection.table_names())
    promised: dict[str, Trigger] = {}
    columns: dict[str, list[str]] = {}
    for key in sorted(applied):  # by app and number; the database gives them in any order
        for operation in loader.disk_migrations[key].operations if key in loader.disk_migrations else ():
            if isinstance(operation, AppendOnly) and operation.table in tables:
                if operation.table not in columns:
                    columns[operation.table] = _columns_in(connection, operation.table)
                for trigger in operation.triggers(connection.vendor, columns[operation.table]):
                    promised[trigger.name] = trigger
    return list(promised.values())


def restore_triggers() -> list[str]:
    """Set every trigger that `missing_triggers` names again, as its migration made it; which these were."""
    lost = _lost()
    with connection.cursor() as cursor:
        for trigger in lost:
            for statement in _set_anew(connection, trigger):
                cursor.execute(statement)
    return _named(lost)


def _when(condition: str | None) -> str:
    return f"WHEN ({condition}) " if condition else ""


def _set_anew(to: BaseDatabaseWrapper, trigger: Trigger) -> list[str]:
    """The statements that put a trigger in the place of whatever bears its name; safe to repeat."""
    made = [_drop(to, trigger), _make(trigger)]
    if to.vendor == "postgresql":
        does = f"RETURNS trigger LANGUAGE plpgsql AS $${trigger.body}$$"
        return [f"CREATE OR REPLACE FUNCTION {trigger.function}() {does}", *made]
    return made


def _make(trigger: Trigger) -> str:
    return f'CREATE TRIGGER "{trigger.name}" {trigger.sql}'


def _drop(to: BaseDatabaseWrapper, trigger: Trigger) -> str:
    table = f' ON "{trigger.table}"' if to.vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{trigger.name}"{table}'


def _present(to: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    """Name and standing of every trigger of ours in the database."""
    with to.cursor() as cursor:
        if to.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname, concat_ws(' ', tgenabled, relname, tgtype & 1, prosrc) FROM pg_trigger"
                " JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid"
                " WHERE NOT tgisinternal AND tgname ~ '^ao_' AND relnamespace = current_schema()::regnamespace"
            )
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'ao_*'")
        yield from cursor.fetchall()


def _stands(to: BaseDatabaseWrapper, trigger: Trigger) -> str:
    """What `_present` says of the trigger when it stands as it should."""
    if to.vendor == "postgresql":
        return f"O {trigger.table} {int('FOR EACH ROW' in trigger.sql)} {trigger.body}"
    return _make(trigger)


def _columns_of(table: str, app_label: str, state: ProjectState) -> list[str]:
    for model in state.apps.get_models():
        if model._meta.db_table == table:
            return [str(field.column) for field in model._meta.concrete_fields]
    raise LookupError(f"{app_label}: no model has the table {table}")


def _columns_in(to: BaseDatabaseWrapper, table: str) -> list[str]:
    with to.cursor() as cursor:
        if to.vendor == "sqlite":  # Django's own description stumbles over long CHECK constraints
            cursor.execute("SELECT name FROM pragma_table_info(%s) ORDER BY cid", [table])
            return [row[0] for row in cursor.fetchall()]
        return [column.name for column in to.introspection.get_table_description(cursor, table)]
