from django.db import migrations

# A short word ("Lê", "An") is looked for with the blank before it. Rows of an earlier version lack that of their first
# word; the index follows by its triggers.
PUT_THE_BLANK = "UPDATE dossier_words SET words = ' ' || words WHERE words NOT LIKE ' %'"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_fold_difference")]

    operations = [migrations.RunSQL(PUT_THE_BLANK, migrations.RunSQL.noop)]
