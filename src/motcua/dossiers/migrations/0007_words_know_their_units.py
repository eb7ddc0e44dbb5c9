"""Words are looked for among the dossiers of one's own units: the index holds both."""

from django.db import migrations

from motcua.ledger.models.columns import IdListField
from motcua.ledger.operations import OnPostgres

WORDS = "CREATE INDEX dossier_words_trigram ON dossier_words USING gin (words gin_trgm_ops)"
WORDS_OF_UNITS = "CREATE INDEX dossier_words_trigram ON dossier_words USING gin (units, words gin_trgm_ops)"
DROP = "DROP INDEX dossier_words_trigram"
# On SQLite the column is kept and not asked.
FILL = """
UPDATE dossier_words SET units = (
  SELECT array_agg(DISTINCT seen.unit) FROM dossier AS d, LATERAL (
    SELECT unnest(ARRAY[d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id, d.supporting_unit_id]) AS unit
    UNION SELECT unit_id FROM step WHERE step.dossier_id = d.id
  ) AS seen WHERE d.id = dossier_words.dossier_id AND seen.unit IS NOT NULL)
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_newest_first")]

    operations = [
        migrations.AddField("dossierwords", "units", IdListField(null=True)),
        OnPostgres(DROP, WORDS),
        OnPostgres(FILL, migrations.RunSQL.noop),
        OnPostgres(WORDS_OF_UNITS, DROP),
    ]
