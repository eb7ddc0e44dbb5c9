"""What ended late without a result and without an apology goes by an index of its own.

Runs before the new code or after it: the earlier one does not look here.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_lawful_times")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                name="dossier_debt_ended",
                fields=["competent_unit", "-closed_at", "id"],
                condition=models.Q(
                    ("apology", 0),
                    ("closed_at__isnull", False),
                    ("finished_at__isnull", True),
                    ("late_at__lt", models.F("closed_at")),
                ),
            ),
        ),
    ]
