from django.db import migrations

from motcua.ledger.operations import OnPostgres
from motcua.ledger.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        OnPostgres("CREATE INDEX event_xid ON event (xid)", "DROP INDEX event_xid"),
        OnPostgres("CREATE INDEX access_log_ids ON access_log USING gin (ids)", "DROP INDEX access_log_ids"),
        AppendOnly("event", keys=[("id",), ("stream_kind", "stream_id", "seq")]),
        AppendOnly("event_place", keys=[("position",), ("event_id",)]),
        AppendOnly("checkpoint", keys=[("no",), ("digest",)]),
        AppendOnly("seal_of_hour", keys=[("id",), ("hour",)]),
        AppendOnly("access_log"),
    ]
