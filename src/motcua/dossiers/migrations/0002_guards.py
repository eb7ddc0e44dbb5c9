from django.db import migrations

from motcua.ledger.operations import OnPostgres
from motcua.ledger.triggers import AppendOnly

OPEN_TRIGRAMS = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
WORDS = "CREATE INDEX dossier_words_trigram ON dossier_words USING gin (words gin_trgm_ops)"


class OnSqlite(migrations.RunSQL):
    """SQL for SQLite, passed over on PostgreSQL."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)


# The index of the words on SQLite: trigrams over the folded text, kept in step by triggers.
FULL_TEXT = [
    """CREATE VIRTUAL TABLE dossier_words_fts USING fts5(
        words, content='dossier_words', content_rowid='dossier_id', tokenize='trigram')""",
    """CREATE TRIGGER dossier_words_ai AFTER INSERT ON dossier_words BEGIN
        INSERT INTO dossier_words_fts(rowid, words) VALUES (new.dossier_id, new.words); END""",
    """CREATE TRIGGER dossier_words_ad AFTER DELETE ON dossier_words BEGIN
        INSERT INTO dossier_words_fts(dossier_words_fts, rowid, words)
        VALUES ('delete', old.dossier_id, old.words); END""",
    """CREATE TRIGGER dossier_words_au AFTER UPDATE ON dossier_words BEGIN
        INSERT INTO dossier_words_fts(dossier_words_fts, rowid, words)
        VALUES ('delete', old.dossier_id, old.words);
        INSERT INTO dossier_words_fts(rowid, words) VALUES (new.dossier_id, new.words); END""",
]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial"), ("ledger", "0002_triggers")]

    operations = [
        AppendOnly("due_change", keys=[("id",), ("dossier_id", "seq")]),
        AppendOnly("verdict", keys=[("id",)]),
        # What was promised at acceptance never changes, and neither do the names of a dossier.
        AppendOnly("dossier", columns=["first_due", "code", "reference"], when="OLD.received_at IS NOT NULL"),
        OnPostgres(OPEN_TRIGRAMS, migrations.RunSQL.noop),
        OnPostgres(WORDS, "DROP INDEX dossier_words_trigram"),
        OnSqlite(FULL_TEXT, migrations.RunSQL.noop),
    ]
