from django.db import migrations

from motcua.ledger.triggers import AppendOnly

PUBLISHED = "OLD.status = 2"
END = ("valid_to", "withdrawn_on")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [
        AppendOnly(
            "procedure_version", keys=[("id",), ("procedure_id", "no")], when=PUBLISHED, may_gain=END
        ),
        AppendOnly("case", keys=[("id",), ("version_id", "key")]),
        AppendOnly("limit", keys=[("id",), ("version_id", "case_id", "start")]),
        AppendOnly("paper_item", keys=[("id",), ("version_id", "case_id", "code")]),
        AppendOnly("fee_rule", keys=[("id",)]),
        AppendOnly("form_schema", keys=[("id",), ("version_id", "no"), ("checksum",)]),
        AppendOnly("process_version", keys=[("id",), ("process_id", "no")], when=PUBLISHED, may_gain=END),
        AppendOnly("process_node", keys=[("id",), ("version_id", "key")]),
        AppendOnly("process_edge", keys=[("id",), ("version_id", "from_key", "to_key")]),
        AppendOnly("intake_scope", keys=[("id",)], may_gain=("valid_to",)),
        AppendOnly("calendar_version", keys=[("id",), ("no",)]),
        AppendOnly("calendar_day", keys=[("id",), ("version_id", "unit_id", "day")]),
    ]
