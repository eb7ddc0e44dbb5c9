"""The list of everything, newest first, goes by an index however many years there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_who_names_a_file")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                name="dossier_newest",
                fields=["-received_at", "-id"],
                condition=models.Q(("received_at__isnull", False)),
            ),
        ),
    ]
