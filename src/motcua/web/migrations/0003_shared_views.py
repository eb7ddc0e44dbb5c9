"""Views that a unit or a role shares, and which view opens first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("web", "0002_saved_view")]

    operations = [
        migrations.RemoveConstraint(model_name="savedview", name="saved_view_name"),
        migrations.AddField(model_name="savedview", name="unit_id", field=models.BigIntegerField(null=True)),
        migrations.AddField(model_name="savedview", name="role", field=models.SmallIntegerField(default=0)),
        migrations.AddField(model_name="savedview", name="opens", field=models.BooleanField(default=False)),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                name="saved_view_name", fields=["owner_id", "page", "name"], condition=models.Q(unit_id__isnull=True)
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                name="saved_view_shared_name",
                fields=["unit_id", "role", "page", "name"],
                condition=models.Q(unit_id__isnull=False),
            ),
        ),
    ]
