from django.db import migrations, models

from motcua.ledger.triggers import AppendOnly

# A look may go once a row of looks_over says that its time has passed; 2 and 3: for a complaint, for an inspection.
# A migration that rebuilds looks_over on SQLite has to lift the guard of access_log first and repeat it afterwards.
END = "CASE WHEN OLD.purpose IN (2, 3) THEN inquiries_before ELSE before END"
UNLESS = {
    "sqlite": f"EXISTS (SELECT 1 FROM looks_over WHERE OLD.at < {END})",
    "postgresql": f"EXISTS (SELECT 1 FROM looks_over WHERE OLD.at < ({END})::timestamp AT TIME ZONE 'UTC')",
}


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_portal_mode_is_a_setting")]

    operations = [
        migrations.CreateModel(
            name="LooksOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.DateField()),
                ("inquiries_before", models.DateField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "looks_over",
                "constraints": [
                    models.UniqueConstraint(fields=("before", "inquiries_before"), name="looks_over_once")
                ],
            },
        ),
        AppendOnly("looks_over", keys=[("id",), ("before", "inquiries_before")]),
        AppendOnly("access_log", unless=UNLESS),
    ]
