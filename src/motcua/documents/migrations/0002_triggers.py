"""What an agency once said of its result cannot be unsaid."""

from django.db import migrations

from motcua.ledger.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [AppendOnly("result_status", keys=[("id",), ("result_id", "seq")])]
