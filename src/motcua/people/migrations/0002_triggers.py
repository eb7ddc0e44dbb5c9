from django.db import migrations

from motcua.ledger.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("ledger", "0001_initial")]

    operations = [
        AppendOnly("unit_version", keys=[("id",), ("unit_id", "valid_from")], may_gain=["valid_to"]),
        AppendOnly("succession", keys=[("id",), ("old_unit_id", "new_unit_id", "on")]),
    ]
