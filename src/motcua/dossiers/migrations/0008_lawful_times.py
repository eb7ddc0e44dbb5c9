"""Supplements, obligations, apologies; a step knows how long lawful pauses took."""

import django.db.models.deletion
from django.db import migrations, models

import motcua.rules.codes
from motcua.ledger.triggers import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0002_triggers'),
        ('dossiers', '0007_words_know_their_units'),
        ('people', '0002_triggers'),
    ]

    operations = [
        migrations.AddField(
            model_name='step',
            name='paused_minutes',
            field=models.IntegerField(null=True),
        ),
        migrations.CreateModel(
            name='FieldVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field_key', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('verdict', models.SmallIntegerField()),
                ('note_id', models.BigIntegerField(null=True)),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='field_verdicts', to='dossiers.dossier')),
            ],
            options={
                'db_table': 'field_verdict',
            },
        ),
        migrations.CreateModel(
            name='SupplementRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.SmallIntegerField()),
                ('state', models.SmallIntegerField(default=motcua.rules.codes.SupplementState['PROPOSED'])),
                ('reason', models.CharField(max_length=40)),
                ('note_id', models.BigIntegerField(null=True)),
                ('ordinal', models.SmallIntegerField(default=1)),
                ('second_ground_id', models.BigIntegerField(null=True)),
                ('proposed_at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('notice_due', models.DateTimeField(null=True)),
                ('window_ends', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('dossier', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='supplement_requests', to='dossiers.dossier')),
                ('leader', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
                ('proposed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
            ],
            options={
                'db_table': 'supplement_request',
            },
        ),
        migrations.CreateModel(
            name='SupplementItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.SmallIntegerField()),
                ('field_key', models.CharField(blank=True, max_length=40)),
                ('reason', models.CharField(max_length=40)),
                ('note_id', models.BigIntegerField(null=True)),
                ('answer_note_id', models.BigIntegerField(null=True)),
                ('answer_paper', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.paper')),
                ('paper', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.paper')),
                ('paper_item', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.paperitem')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='dossiers.supplementrequest')),
            ],
            options={
                'db_table': 'supplement_item',
            },
        ),
        migrations.CreateModel(
            name='Apology',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.SmallIntegerField(default=motcua.rules.codes.ApologyState['DRAFTED'])),
                ('cause', models.CharField(max_length=40)),
                ('note_id', models.BigIntegerField(null=True)),
                ('days', models.SmallIntegerField()),
                ('new_due', models.DateTimeField()),
                ('drafted_at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(null=True)),
                ('slip_no', models.IntegerField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('proof', models.SmallIntegerField(null=True)),
                ('proof_note_id', models.BigIntegerField(null=True)),
                ('within_lead', models.BooleanField(null=True)),
                ('cause_unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='apology_letter', to='dossiers.dossier')),
                ('drafted_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
                ('signer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
            ],
            options={
                'db_table': 'apology',
                'indexes': [models.Index(condition=models.Q(('state__in', (motcua.rules.codes.ApologyState['DRAFTED'], motcua.rules.codes.ApologyState['SIGNED']))), fields=['state', 'dossier'], name='apology_waiting'), models.Index(condition=models.Q(('sent_at__isnull', False)), fields=['-sent_at', '-id'], name='apology_published')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), models.Q(('proof__isnull', False), ('signed_at__isnull', False), ('signer__isnull', False), ('slip_no__isnull', False)), _connector='OR'), name='apology_sent_is_signed')],
            },
        ),
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.SmallIntegerField()),
                ('amount', models.BigIntegerField()),
                ('basis', models.CharField(max_length=200)),
                ('document_no', models.CharField(max_length=60)),
                ('asked_at', models.DateTimeField()),
                ('pauses', models.BooleanField()),
                ('receipt_no', models.CharField(blank=True, max_length=60)),
                ('met_at', models.DateTimeField(null=True)),
                ('dossier', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='dossiers.dossier')),
            ],
            options={
                'db_table': 'obligation',
                'constraints': [models.UniqueConstraint(fields=('dossier', 'no'), name='obligation_no'), models.UniqueConstraint(condition=models.Q(('met_at__isnull', True)), fields=('dossier',), name='obligation_one_open'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='obligation_is_money')],
            },
        ),
        migrations.AddIndex(
            model_name='supplementrequest',
            index=models.Index(condition=models.Q(('state__in', (motcua.rules.codes.SupplementState['PROPOSED'], motcua.rules.codes.SupplementState['SIGNED'], motcua.rules.codes.SupplementState['SENT'], motcua.rules.codes.SupplementState['ANSWERED']))), fields=['state', 'dossier'], name='supplement_request_waiting'),
        ),
        migrations.AddIndex(
            model_name='supplementrequest',
            index=models.Index(condition=models.Q(('state', motcua.rules.codes.SupplementState['SENT'])), fields=['window_ends'], name='supplement_request_window'),
        ),
        migrations.AddConstraint(
            model_name='supplementrequest',
            constraint=models.UniqueConstraint(fields=('dossier', 'no'), name='supplement_request_no'),
        ),
        migrations.AddConstraint(
            model_name='supplementrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', (motcua.rules.codes.SupplementState['PROPOSED'], motcua.rules.codes.SupplementState['SIGNED'], motcua.rules.codes.SupplementState['SENT'], motcua.rules.codes.SupplementState['ANSWERED']))), fields=('dossier',), name='supplement_request_one_open'),
        ),
        migrations.AddConstraint(
            model_name='supplementrequest',
            constraint=models.CheckConstraint(condition=models.Q(('ordinal', 1), ('second_ground_id__isnull', False), _connector='OR'), name='supplement_request_second_has_ground'),
        ),
        migrations.AddConstraint(
            model_name='supplementrequest',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), models.Q(('leader__isnull', False), ('signed_at__isnull', False)), _connector='OR'), name='supplement_request_sent_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='supplementitem',
            constraint=models.UniqueConstraint(fields=('request', 'no'), name='supplement_item_no'),
        ),
        migrations.AddConstraint(
            model_name='supplementitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('field_key', ''), ('paper__isnull', False), ('paper_item__isnull', True)), models.Q(('field_key', ''), ('paper__isnull', True), ('paper_item__isnull', False)), models.Q(('paper__isnull', True), ('paper_item__isnull', True), models.Q(('field_key', ''), _negated=True)), _connector='OR'), name='supplement_item_names_one'),
        ),
        AppendOnly("field_verdict"),
    ]
