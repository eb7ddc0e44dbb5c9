from django.db import migrations


class Migration(migrations.Migration):
    """Nobody has read the column: the mode of the portal is the dated setting `portal_mode`. After the code."""

    dependencies = [("ledger", "0003_scheduled_job")]

    operations = [migrations.RemoveField("installation", "portal_mode")]
