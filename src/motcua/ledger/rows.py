"""Rows written and read with statements that are drawn up once. For the hot path: verbs, and who calls.

Django draws up the SQL of every save, update and filter anew; in a verb of ten statements that takes longer than the
database needs for the work. Here the SQL comes from the same models and querysets, but it is made at the first use and
kept. What is written is the same; only `save()` overrides and signals are passed by, and this house has neither.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.sql import UpdateQuery
from django.utils.module_loading import import_string

M = TypeVar("M", bound=models.Model)
Column = tuple[str, str, Callable[[Any], Any] | None]
Shape = tuple[type[models.Model], bool, int]  # rows of one table: which, whether their ids are known, how many

_INTEGERS = (models.IntegerField, models.BigIntegerField, models.SmallIntegerField)
_AS_THEY_ARE = (models.CharField, models.TextField, models.BooleanField, models.BinaryField)


def insert(rows: Sequence[M]) -> Sequence[M]:
    """Insert new rows of one table, all with an id or none with one: one statement. Sets the ids that were missing.

    Raises what the database raises. On SQLite more rows than fit into one statement take several.
    """
    if not rows:
        return rows
    model, has_key = type(rows[0]), rows[0].pk is not None
    columns = _columns(model, has_key)
    room = connection.features.max_query_params
    at_once = len(rows) if room is None else max(1, room // len(columns))
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        with connection.cursor() as cursor:
            cursor.execute(_insert_sql(model, has_key, len(part)), _values(part))
            if not has_key:
                _set_keys(part, cursor)
    _now_stored(rows)
    return rows


def insert_one(row: M) -> M:
    """The same for a single row."""
    insert((row,))
    return row


def insert_all(*tables: Sequence[models.Model]) -> None:
    """Insert new rows of several tables, none of which looks at another: on PostgreSQL one statement for all of them.

    Ids that were missing are not read back: who needs one takes it beforehand (`ids.prefetch_each`). Raises what the
    database raises.
    """
    filled = [rows for rows in tables if rows]
    if connection.vendor != "postgresql":
        for rows in filled:
            insert(rows)
        return
    if filled:
        with _numbering_cursor() as cursor:
            values = [value for rows in filled for value in _values(rows)]
            cursor.execute(_insert_all_sql(tuple(map(_shape, filled))), values)
    _now_stored(*filled)


def update(model: type[models.Model], key: int, values: Mapping[str, Any]) -> None:
    """Change columns (by the names of the model's attributes) of the row with this id: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_update_sql(model, tuple(values)), [*_written(model, values), key])


Changed = tuple[type[models.Model], Mapping[int, Mapping[str, Any]]]


def update_all(*changes: Changed) -> None:
    """Change rows of several tables, none of which looks at another: on PostgreSQL one statement for all of them, else
    one a table.

    A change is a table with the columns (by the names of the model's attributes) to write in each row, by its id.
    """
    drawn = [_rows_sql(model, rows) for model, rows in changes if rows]
    if connection.vendor == "postgresql" and len(drawn) > 1:
        *parts, (last, values) = drawn
        named = ", ".join(f"part_{no} AS ({sql})" for no, (sql, _) in enumerate(parts))
        drawn = [(f"WITH {named} {last}", [value for _, said in parts for value in said] + values)]
    with connection.cursor() as cursor:
        for sql, values in drawn:
            cursor.execute(sql, values)


def update_telling(rows: "models.QuerySet[Any]", values: Mapping[str, Any], telling: str) -> tuple[Any, ...] | None:
    """Change the one row that a queryset holds and tell what stands there; `telling` are SQL expressions over it.

    One statement (two on an SQLite older than 3.35); None when there is no such row.
    """
    query: Any = rows.query.chain(UpdateQuery)
    query.add_update_values(values)
    sql, parameters = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    told: tuple[Any, ...] | None
    with connection.cursor() as cursor:
        if connection.features.can_return_columns_from_insert:
            cursor.execute(f"{sql} RETURNING {telling}", parameters)
            told = cursor.fetchone()
        else:
            cursor.execute(*rows.values("pk").query.sql_with_params())
            found = cursor.fetchone()
            cursor.execute(sql, parameters)
            table, key = rows.model._meta.db_table, rows.model._meta.pk.column
            cursor.execute(f'SELECT {telling} FROM "{table}" WHERE "{key}" = %s', found or (None,))
            told = cursor.fetchone()
    return told


def insert_about(
    row: models.Model,
    *,
    new: Sequence[models.Model] = (),
    changed: tuple[models.Model, Mapping[str, Any]] | None = None,
    bearers: Sequence[Sequence[models.Model]] = (),
    bear: str = "",
) -> None:
    """Insert a row, which gets its id, with what belongs to it: on PostgreSQL one statement for all.

    `new` are rows of one table, `changed` a row and its columns, each of `bearers` new rows of one table that bear the
    id in the column `bear`. Raises what the database raises.
    """
    tables = [rows for rows in bearers if rows]
    if connection.vendor == "postgresql":
        _insert_about(row, new, changed, tables, bear)
    else:
        insert(new)
        if changed is not None:
            update(type(changed[0]), changed[0].pk, changed[1])
        insert((row,))
    for rows in tables:
        for bearer in rows:
            setattr(bearer, bear, row.pk)
        if connection.vendor != "postgresql":
            insert(rows)
    _now_stored((row,), new, *tables)


def _insert_about(
    row: models.Model,
    new: Sequence[models.Model],
    changed: tuple[models.Model, Mapping[str, Any]] | None,
    bearers: Sequence[Sequence[models.Model]],
    bear: str,
) -> None:
    values = [*_values((row,)), *_values(new)]
    if changed is not None:
        values += [*_written(type(changed[0]), changed[1]), changed[0].pk]
    values += [value for rows in bearers for value in _values(rows, without=bear)]
    sql = _about_sql(
        type(row),
        _shape(new) if new else None,
        (type(changed[0]), tuple(changed[1])) if changed else None,
        tuple(map(_shape, bearers)),
        bear,
    )
    with _numbering_cursor() as cursor:
        cursor.execute(sql, values)
        _set_keys((row,), cursor)


_NUMBERING = "motcua.ledger.numbering_cursor.NumberingCursor"  # by name: on SQLite nobody waits for its driver


def _numbering_cursor() -> Any:
    """A cursor on PostgreSQL for statements of a hundred places, which the driver else takes apart at every call."""
    connection.ensure_connection()
    cursor = import_string(_NUMBERING)(connection.connection)
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)


class Question(Generic[M]):
    """A queryset of whole rows that is compiled once and asked often, with other values each time.

    `ask(*examples)` gives the queryset; the examples are values that stand nowhere else in it, and mark the places of
    those of each call. Values are given as the database takes them: strings, integers, bytes.
    """

    def __init__(self, ask: Callable[..., "models.QuerySet[M]"], *examples: str | int | bytes) -> None:
        self._ask, self._examples = ask, examples
        self._plan: _Plan | None = None

    def __call__(self, *values: str | int | bytes) -> list[M]:
        """The rows; one statement."""
        if self._plan is None:
            self._plan = _draw_up(self._ask(*self._examples), self._examples)
        plan = self._plan
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, [values[place] if place >= 0 else fixed for place, fixed in plan.parameters])
            found = cursor.fetchall()
        return [plan.read(row) for row in found]


@dataclass(frozen=True)
class _Plan:
    """A compiled queryset: its text, where each value goes, and how a row becomes an instance."""

    sql: str
    parameters: list[tuple[int, Any]]
    model: type[models.Model]
    names: list[str]
    converters: list[tuple[int, Any, Any]]
    extra: dict[str, int]

    def read(self, row: Sequence[Any]) -> Any:
        if self.converters:
            row = list(row)
            for place, functions, expression in self.converters:
                for convert in functions:
                    row[place] = convert(row[place], expression, connection)
        found = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[: len(self.names)])
        for name, place in self.extra.items():
            setattr(found, name, row[place])
        return found


def _draw_up(rows: "models.QuerySet[Any]", examples: Sequence[Any]) -> _Plan:
    compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    select, info = compiler.select, compiler.klass_info
    if info is None or rows.query.values_select or info.get("related_klass_infos") or info["select_fields"][0] != 0:
        raise ValueError("a question is asked for whole rows of one table")
    names = [select[place][0].target.attname for place in info["select_fields"]]
    converters = compiler.get_converters([expression for expression, *_ in select])
    return _Plan(
        sql=sql,
        parameters=[(_place(value, examples), value) for value in parameters],
        model=info["model"],
        names=names,
        converters=[(place, functions, expression) for place, (functions, expression) in converters.items()],
        extra=dict(compiler.annotation_col_map or {}),
    )


def _place(value: Any, examples: Sequence[Any]) -> int:
    """Which example a parameter is, -1 for none. Drivers wrap bytes."""
    bare = getattr(value, "obj", value)
    bare = bytes(bare) if isinstance(bare, memoryview) else bare
    return next(
        (place for place, example in enumerate(examples) if type(bare) is type(example) and bare == example), -1
    )


def _rows_sql(model: type[models.Model], rows: Mapping[int, Mapping[str, Any]]) -> tuple[str, list[Any]]:
    """Every column by the id of its row; a row that does not name a column keeps it."""
    table, key, writers = model._meta.db_table, model._meta.pk.column, _writers(model)
    said, values = [], []
    for name in dict.fromkeys(name for row in rows.values() for name in row):
        column, write = writers[name]
        pairs = [(pk, row[name]) for pk, row in rows.items() if name in row]
        said.append(f'"{column}" = CASE "{key}" {" ".join(["WHEN %s THEN %s"] * len(pairs))} ELSE "{column}" END')
        values += [part for pk, value in pairs for part in (pk, value if write is None else write(value))]
    places = ", ".join(["%s"] * len(rows))
    return f'UPDATE "{table}" SET {", ".join(said)} WHERE "{key}" IN ({places})', [*values, *rows]


def _shape(rows: Sequence[models.Model]) -> Shape:
    return type(rows[0]), rows[0].pk is not None, len(rows)


def _now_stored(*tables: Sequence[models.Model]) -> None:
    for rows in tables:
        for row in rows:
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _written(model: type[models.Model], values: Mapping[str, Any]) -> list[Any]:
    writers = _writers(model)
    written = []
    for name, value in values.items():
        write = writers[name][1]
        written.append(value if write is None or value is None else write(value))
    return written


def _values(rows: Sequence[models.Model], *, without: str = "") -> list[Any]:
    """What is written of rows of one table, column by column and row by row, without one column."""
    if not rows:
        return []
    columns = _columns(*_shape(rows)[:2])
    values = []
    for row in rows:
        held = row.__dict__
        for name, _, write in columns:
            if name != without:
                value = held[name]
                values.append(value if write is None or value is None else write(value))
    return values


def _set_keys(rows: Sequence[models.Model], cursor: Any) -> None:
    """The new ids, in the order of the rows. An SQLite before 3.35 tells only the last; those of a statement adjoin."""
    if connection.features.can_return_columns_from_insert:
        keys = [key for (key,) in cursor.fetchall()]
    else:
        keys = list(range(cursor.lastrowid - len(rows) + 1, cursor.lastrowid + 1))
    for row, key in zip(rows, keys, strict=True):
        row.pk = key


@cache
def _writers(model: type[models.Model]) -> dict[str, tuple[str, Callable[[Any], Any] | None]]:
    """Per attribute: its column, and how its value is made fit for the driver (None: it is)."""
    return {field.attname: (str(field.column), _writer(field)) for field in model._meta.concrete_fields}


def _writer(field: Any) -> Callable[[Any], Any] | None:
    kind = field
    while kind.remote_field is not None:
        kind = kind.target_field
    if isinstance(kind, _INTEGERS):
        return int  # enums too
    if isinstance(kind, _AS_THEY_ARE):
        return None
    if isinstance(kind, models.JSONField):
        return lambda value: json.dumps(value, cls=kind.encoder)
    if isinstance(kind, models.DateTimeField):
        postgres = connection.vendor == "postgresql"
        return None if postgres else connection.ops.adapt_datetimefield_value
    return lambda value: field.get_db_prep_save(value, connection)


@cache
def _columns(model: type[models.Model], has_key: bool) -> tuple[Column, ...]:
    fields = [field for field in model._meta.concrete_fields if not field.generated and not field.has_db_default()]
    names = [field.attname for field in fields if has_key or not field.primary_key]
    return tuple((name, *_writers(model)[name]) for name in names)


@cache
def _insert_sql(model: type[models.Model], has_key: bool, rows: int) -> str:
    sql = _bare_insert_sql(model, has_key, rows)
    if has_key or not connection.features.can_return_columns_from_insert:
        return sql
    return f'{sql} RETURNING "{model._meta.pk.column}"'


def _bare_insert_sql(
    model: type[models.Model], has_key: bool, rows: int, given: Mapping[str, str] = MappingProxyType({})
) -> str:
    columns = _columns(model, has_key)
    named = ", ".join(f'"{column}"' for _, column, _ in columns)
    places = f"({', '.join(given.get(name, '%s') for name, _, _ in columns)})"
    return f'INSERT INTO "{model._meta.db_table}" ({named}) VALUES {", ".join([places] * rows)}'


@cache
def _insert_all_sql(shapes: tuple[Shape, ...]) -> str:
    *parts, last = [_bare_insert_sql(*shape) for shape in shapes]
    named = ", ".join(f"part_{no} AS ({part})" for no, part in enumerate(parts))
    return f"WITH {named} {last}" if parts else last


@cache
def _about_sql(
    model: type[models.Model],
    new: Shape | None,
    changed: tuple[type[models.Model], tuple[str, ...]] | None,
    bearers: tuple[Shape, ...],
    bear: str,
) -> str:
    key = f'"{model._meta.pk.column}"'
    parts = [f"made AS ({_bare_insert_sql(model, False, 1)} RETURNING {key})"]
    if new:
        parts.append(f"new AS ({_bare_insert_sql(*new)})")
    if changed:
        parts.append(f"changed AS ({_update_sql(*changed)})")
    given = {bear: f"(SELECT {key} FROM made)"}
    parts += [f"bearers_{no} AS ({_bare_insert_sql(*shape, given=given)})" for no, shape in enumerate(bearers)]
    return f"WITH {', '.join(parts)} SELECT {key} FROM made"


@cache
def _update_sql(model: type[models.Model], names: tuple[str, ...]) -> str:
    writers = _writers(model)
    said = ", ".join(f'"{writers[name][0]}" = %s' for name in names)
    return f'UPDATE "{model._meta.db_table}" SET {said} WHERE "{model._meta.pk.column}" = %s'
