"""Which dossier names a file: asked when one is opened, and when those that nothing names are forgotten."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0004_words_begin_with_a_blank")]

    operations = [
        migrations.AddIndex(
            "paper",
            models.Index(condition=models.Q(("file__isnull", False)), fields=["file"], name="paper_file"),
        ),
        migrations.AddIndex(
            "outcome",
            models.Index(condition=models.Q(("file__isnull", False)), fields=["file"], name="outcome_file"),
        ),
    ]
