"""Row ids in the province's own block: province number × 10¹² + 1 and upwards.

Two provinces' databases can then be merged by copying, without renumbering; 47 000 000 000 001 is below 2⁵³.
"""

from collections.abc import Mapping

from django.apps import apps
from django.db import connection, models

BLOCK = 10**12

Model = type[models.Model]


def prefetch(model: Model, n: int = 1) -> list[int]:
    """The next `n` ids of the model's table, ascending, never given again; one statement. Not for Event: its ids must
    come at the insert, under the lock of the stream."""
    return prefetch_each({model: n})[model]


def prefetch_each(wanted: Mapping[Model, int]) -> dict[Model, list[int]]:
    """The next ids of several tables in one statement: {Dossier: 1, Party: 2} -> {Dossier: [id], Party: [id, id]}."""
    if connection.vendor == "postgresql":
        return _from_sequences(wanted)
    return _from_sqlite_sequence(wanted)


def set_block(province_number: int) -> None:
    """Let every table's ids start at `province_number` × 10¹² + 1. Sequences that are already further stay.

    To be repeated after migrations that add tables. Raises ValueError for a number outside 1–999.
    """
    if not 0 < province_number < 1000:
        raise ValueError(f"a province number is 1–999, not {province_number}")
    first = province_number * BLOCK + 1
    with connection.cursor() as cursor:
        for table, column in _identities():
            if connection.vendor == "postgresql":
                cursor.execute(_SET_SEQUENCE.format(table=table, column=column), {"first": first})
            else:
                cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [first - 1, table])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) SELECT %s, %s"
                    " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = %s)",
                    [table, first - 1, table],
                )


_SET_SEQUENCE = """
SELECT setval(pg_get_serial_sequence('"{table}"', '{column}'), %(first)s, false)
WHERE coalesce(pg_sequence_last_value(pg_get_serial_sequence('"{table}"', '{column}')::regclass), 0) < %(first)s
"""


def _identities() -> list[tuple[str, str]]:
    """Table and column of every 64-bit identity."""
    return [
        (model._meta.db_table, str(model._meta.pk.column))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and isinstance(model._meta.pk, models.BigAutoField)
    ]


def _from_sequences(wanted: Mapping[Model, int]) -> dict[Model, list[int]]:
    parts, values = [], []
    for order, (model, n) in enumerate(wanted.items()):
        meta = model._meta
        parts.append(
            f"SELECT {order}, nextval(pg_get_serial_sequence('\"{meta.db_table}\"', '{meta.pk.column}'))"
            " FROM generate_series(1, %s)"
        )
        values.append(n)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        rows = cursor.fetchall()
    return {model: sorted(id_ for at, id_ in rows if at == order) for order, model in enumerate(wanted)}


def _from_sqlite_sequence(wanted: Mapping[Model, int]) -> dict[Model, list[int]]:
    tables = {model._meta.db_table: n for model, n in wanted.items()}
    cases = " ".join("WHEN %s THEN %s" for _ in tables)
    values = [item for pair in tables.items() for item in pair]
    names = ", ".join("%s" for _ in tables)
    with connection.cursor() as cursor:
        raised = f"UPDATE sqlite_sequence SET seq = seq + CASE name {cases} END WHERE name IN ({names})"
        if connection.features.can_return_columns_from_insert:
            cursor.execute(f"{raised} RETURNING name, seq", [*values, *tables])
        else:
            cursor.execute(raised, [*values, *tables])
            cursor.execute(f"SELECT name, seq FROM sqlite_sequence WHERE name IN ({names})", list(tables))
        last = dict(cursor.fetchall())
        for table in tables.keys() - last.keys():
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, tables[table]])
            last[table] = tables[table]
    return {
        model: list(range(last[model._meta.db_table] - n + 1, last[model._meta.db_table] + 1))
        for model, n in wanted.items()
    }
