"""What is written stays written, whoever connects."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from motcua.ledger.checks import check_triggers
from motcua.ledger.models import Event
from motcua.ledger.triggers import AppendOnly, expected_triggers, missing_triggers, restore_triggers
from tests.ledger.conftest import write


def execute(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(statement: str, *values: Any) -> None:
    with pytest.raises(IntegrityError, match="append-only"):
        execute(statement, *values)


@pytest.mark.django_db
def test_every_promised_trigger_stands() -> None:
    assert {trigger.table for trigger in expected_triggers()} >= {
        "event", "event_place", "checkpoint", "seal_of_hour", "access_log",
    }  # fmt: skip
    assert missing_triggers() == []
    assert check_triggers() == []


@pytest.mark.django_db
def test_the_later_migration_has_the_last_word_in_whatever_order_the_database_names_them(monkeypatch) -> None:
    build = MigrationLoader.build_graph

    def told_backwards(loader: MigrationLoader) -> None:
        build(loader)
        loader.applied_migrations = dict(reversed(sorted((loader.applied_migrations or {}).items())))

    monkeypatch.setattr(MigrationLoader, "build_graph", told_backwards)
    assert missing_triggers() == []


@pytest.mark.django_db
def test_an_event_cannot_be_changed_or_deleted() -> None:
    event = write(1)
    refused("UPDATE event SET kind = 'x' WHERE id = %s", event.pk)
    refused("DELETE FROM event WHERE id = %s", event.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(kind="x")
    assert Event.objects.get().kind == "staff.hire"


@pytest.mark.django_db
def test_replacing_an_event_is_refused_on_each_of_its_keys() -> None:
    event = write(1)
    columns = [field.column for field in Event._meta.concrete_fields if field.column != "id"]
    listed = ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "sqlite":
        refused(f"INSERT OR REPLACE INTO event ({listed}) SELECT {listed} FROM event")
        refused(f"INSERT OR REPLACE INTO event (id, {listed}) SELECT id, {listed.replace('stream_id', '9')} FROM event")
    else:
        refused(
            f"INSERT INTO event ({listed}) SELECT {listed} FROM event"
            " ON CONFLICT (stream_kind, stream_id, seq) DO UPDATE SET kind = 'x'"
        )
    assert Event.objects.get().pk == event.pk


@pytest.mark.django_db
@pytest.mark.postgres
def test_truncating_the_events_is_refused() -> None:
    refused("TRUNCATE event CASCADE")


@pytest.mark.django_db(transaction=True)
def test_a_lost_a_changed_and_a_sleeping_trigger_are_reported_and_come_back() -> None:
    drop = "DROP TRIGGER ao_event_u" + (" ON event" if connection.vendor == "postgresql" else "")
    execute(drop)
    assert missing_triggers() == ["event: ao_event_u"]
    assert [error.id for error in check_triggers()] == ["ledger.E001"]
    if connection.vendor == "postgresql":
        execute("ALTER TABLE checkpoint DISABLE TRIGGER ao_checkpoint_d")
        assert missing_triggers() == ["checkpoint: ao_checkpoint_d", "event: ao_event_u"]
        execute("ALTER TABLE checkpoint ENABLE TRIGGER ao_checkpoint_d")
    else:
        execute("DROP TRIGGER ao_checkpoint_d")
        execute("CREATE TRIGGER ao_checkpoint_d BEFORE DELETE ON checkpoint BEGIN SELECT 1; END")
        assert missing_triggers() == ["checkpoint: ao_checkpoint_d", "event: ao_event_u"]
    restore_triggers()
    assert missing_triggers() == []


@pytest.mark.django_db(transaction=True)
def test_a_rebuilt_table_loses_its_triggers_on_sqlite_and_the_check_finds_it() -> None:
    state = ProjectState()
    for model in (Event,):
        state.add_model(ModelState.from_model(model))
    old = state.apps.get_model("ledger", "Event")
    changed = models.TextField(default="x")
    changed.set_attributes_from_name("kind")
    changed.model = old
    with connection.schema_editor() as editor:
        editor.alter_field(old, old._meta.get_field("kind"), changed)
    lost = missing_triggers()
    restore_triggers()
    assert lost == ([] if connection.vendor == "postgresql" else [f"event: ao_event_{x}" for x in "diu"])
    assert missing_triggers() == []


class Paper(migrations.Migration):
    """A table of a higher room: definitions that become unchangeable when published."""

    operations = [
        migrations.CreateModel(
            "Paper",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("status", models.SmallIntegerField(default=1)),
                ("name", models.TextField()),
                ("valid_to", models.DateField(null=True)),
                ("first_due", models.DateField(null=True)),
            ],
            options={"db_table": "paper_for_test"},
        ),
        AppendOnly("paper_for_test", when="OLD.status = 2", may_gain=["valid_to"]),
        AppendOnly("paper_for_test", when="OLD.first_due IS NOT NULL", columns=["first_due"]),
    ]


@pytest.fixture
def paper(transactional_db: None) -> Iterator[None]:
    with connection.schema_editor() as editor:
        Paper("0001", "ledger").apply(ProjectState(), editor)
    execute("INSERT INTO paper_for_test (status, name) VALUES (1, 'a'), (2, 'b')")
    yield
    execute("DROP TABLE paper_for_test")


pytest_paper = pytest.mark.usefixtures("paper")


@pytest_paper
def test_a_draft_may_be_changed_and_a_published_row_may_only_gain_its_end() -> None:
    execute("UPDATE paper_for_test SET name = 'c' WHERE status = 1")
    refused("UPDATE paper_for_test SET name = 'c' WHERE status = 2")
    refused("UPDATE paper_for_test SET status = 1 WHERE status = 2")
    refused("DELETE FROM paper_for_test WHERE status = 2")
    execute("UPDATE paper_for_test SET name = 'b', valid_to = '2026-12-31' WHERE status = 2")
    refused("UPDATE paper_for_test SET valid_to = '2027-12-31' WHERE status = 2")
    refused("UPDATE paper_for_test SET valid_to = NULL WHERE status = 2")
    execute("DELETE FROM paper_for_test WHERE status = 1")


@pytest_paper
def test_a_published_row_cannot_be_replaced_and_a_draft_can() -> None:
    if connection.vendor == "sqlite":
        refused("INSERT OR REPLACE INTO paper_for_test (id, status, name) VALUES (2, 2, 'z')")
        execute("INSERT OR REPLACE INTO paper_for_test (id, status, name) VALUES (1, 1, 'z')")
    else:
        refused("INSERT INTO paper_for_test VALUES (2, 2, 'z') ON CONFLICT (id) DO UPDATE SET name = 'z'")


@pytest_paper
def test_a_guarded_column_is_set_once_while_the_others_move() -> None:
    execute("UPDATE paper_for_test SET first_due = '2026-12-01' WHERE id = 1")
    execute("UPDATE paper_for_test SET name = 'c', first_due = '2026-12-01' WHERE id = 1")
    refused("UPDATE paper_for_test SET first_due = '2026-12-02' WHERE id = 1")
    refused("UPDATE paper_for_test SET first_due = NULL WHERE id = 1")


@pytest_paper
def test_the_operation_can_be_repeated_and_taken_back() -> None:
    operation = AppendOnly("paper_for_test", when="OLD.status = 2", may_gain=["valid_to"])
    state = ProjectState()
    Paper.operations[0].state_forwards("ledger", state)
    with connection.schema_editor() as editor:
        operation.database_forwards("ledger", editor, state, state)
        operation.database_backwards("ledger", editor, state, state)
    execute("UPDATE paper_for_test SET name = 'c' WHERE status = 2")


def test_a_migration_that_names_no_table_fails_at_once() -> None:
    with pytest.raises(LookupError, match="nowhere"):
        AppendOnly("nowhere").database_forwards("ledger", None, ProjectState(), ProjectState())  # type: ignore[arg-type]
