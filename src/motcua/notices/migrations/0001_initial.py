"""What people are told, how they want to be told, and what goes out by e-mail."""

import django.db.models.deletion
from django.db import migrations, models

import motcua.rules.notices


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0002_triggers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('fact_key', models.CharField(max_length=80)),
                ('dossier_id', models.BigIntegerField()),
                ('share', models.SmallIntegerField(null=True)),
                ('position', models.BigIntegerField(null=True)),
                ('event_id', models.BigIntegerField(null=True)),
                ('facts', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
            ],
            options={
                'db_table': 'notice',
            },
        ),
        migrations.CreateModel(
            name='Dispatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.SmallIntegerField(default=1)),
                ('state', models.SmallIntegerField(default=motcua.rules.notices.MailState['QUEUED'])),
                ('next_at', models.DateTimeField()),
                ('lease_until', models.DateTimeField(null=True)),
                ('attempts', models.SmallIntegerField(default=0)),
                ('address_masked', models.CharField(blank=True, max_length=200)),
                ('provider_ref', models.CharField(blank=True, max_length=200)),
                ('sent_at', models.DateTimeField(null=True)),
                ('last_error', models.CharField(blank=True, max_length=500)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
                ('notice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='dispatches', to='notices.notice')),
            ],
            options={
                'db_table': 'dispatch',
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.BooleanField(default=True)),
                ('digest', models.SmallIntegerField(default=motcua.rules.notices.Digest['AT_ONCE'])),
                ('quiet_from', models.TimeField(null=True)),
                ('quiet_until', models.TimeField(null=True)),
                ('quiet_on_days_off', models.BooleanField(default=True)),
                ('visited_at', models.DateTimeField(null=True)),
                ('visited_before_at', models.DateTimeField(null=True)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
            ],
            options={
                'db_table': 'preference',
            },
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['person', '-at', '-id'], name='notice_newest'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('read_at__isnull', True)), fields=['person', '-at', '-id'], name='notice_unread'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('person', 'fact_key'), name='notice_once'),
        ),
        migrations.AddIndex(
            model_name='dispatch',
            index=models.Index(condition=models.Q(('state', motcua.rules.notices.MailState['QUEUED'])), fields=['next_at', 'id'], name='dispatch_due'),
        ),
        migrations.AddIndex(
            model_name='dispatch',
            index=models.Index(condition=models.Q(('state', motcua.rules.notices.MailState['FAILED'])), fields=['id'], name='dispatch_failed'),
        ),
        migrations.AddIndex(
            model_name='dispatch',
            index=models.Index(fields=['person'], name='dispatch_person'),
        ),
        migrations.AddConstraint(
            model_name='dispatch',
            constraint=models.UniqueConstraint(fields=('notice', 'channel'), name='dispatch_once'),
        ),
    ]
