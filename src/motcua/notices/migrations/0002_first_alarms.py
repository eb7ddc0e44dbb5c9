"""Open dossiers that were received before there were alarms get one; the first sweep tells the last point of each.

Runs before the new code. A dossier whose clock stands gets its alarm when it goes on.
"""

from django.db import migrations
from django.db.models import F

RUNNING = 2  # rules.codes.Clock, as it was then


def set_alarms(apps, schema_editor):
    waiting = apps.get_model("dossiers", "Dossier").objects.filter(clock=RUNNING, alarm_at__isnull=True)
    waiting.update(alarm_at=F("received_at"))


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("dossiers", "0008_lawful_times")]
    operations = [migrations.RunPython(set_alarms, migrations.RunPython.noop)]
