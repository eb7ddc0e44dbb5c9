"""Whose a file is, so that nobody else names it. What was sent before stays without a sender, and with its dossier.

Runs before the new code or after it: the earlier one leaves both columns empty, and who sent it then sends it again.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_triggers")]

    operations = [
        migrations.AddField("file", "account_id", models.BigIntegerField(null=True)),
        migrations.AddField("file", "client_id", models.BigIntegerField(null=True)),
    ]
