import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaigns', '0001_initial'),
        ('units', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=160)),
                ('reason', models.TextField()),
                ('by', models.UUIDField()),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='RoundTally',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('file', models.CharField(max_length=64)),
                ('scheme_digest', models.CharField(max_length=64)),
                ('manifest', models.CharField(max_length=64)),
                ('log_head', models.CharField(max_length=64)),
                ('log_size', models.PositiveIntegerField()),
                ('eligible', models.PositiveIntegerField()),
                ('invited', models.PositiveIntegerField()),
                ('issued', models.PositiveIntegerField(null=True)),
                ('counted', models.PositiveIntegerField()),
                ('superseded', models.PositiveIntegerField()),
                ('rejected', models.PositiveIntegerField()),
                ('valid', models.PositiveIntegerField()),
                ('taken_at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.round')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ScoreRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('scheme_digest', models.CharField(max_length=64)),
                ('inputs', models.JSONField()),
                ('inputs_digest', models.CharField(max_length=64)),
                ('record', models.CharField(max_length=64)),
                ('public', models.CharField(max_length=64)),
                ('private', models.CharField(max_length=64)),
                ('units', models.JSONField()),
                ('scored', models.PositiveIntegerField()),
                ('blocked', models.JSONField(default=list)),
                ('findings', models.JSONField(default=list)),
                ('by', models.UUIDField(null=True)),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'number'), name='score_run_once')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('sound', models.BooleanField()),
                ('note', models.TextField(blank=True)),
                ('computed_by', models.UUIDField(null=True)),
                ('by', models.UUIDField()),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='results.scorerun')),
            ],
            options={
                'ordering': ['at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('computed_by__isnull', True), models.Q(('by', models.F('computed_by')), _negated=True), _connector='OR'), name='reviewed_by_another_person')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('level', models.CharField(blank=True, max_length=100)),
                ('fields', models.JSONField()),
                ('notice', models.TextField(blank=True)),
                ('notice_en', models.TextField(blank=True)),
                ('asked_by', models.UUIDField()),
                ('asked_name', models.CharField(max_length=100)),
                ('agreed_by', models.UUIDField()),
                ('agreed_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='results.scorerun')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'number'), name='publication_once'), models.CheckConstraint(condition=models.Q(('asked_by', models.F('agreed_by')), _negated=True), name='published_by_two')],
            },
        ),
        migrations.CreateModel(
            name='Documents',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=2)),
                ('file', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='results.scorerun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'language'), name='documents_once')],
            },
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('objections_until', models.DateField(null=True)),
                ('by', models.UUIDField()),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='announcement', to='results.scorerun')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('year', models.PositiveIntegerField()),
                ('category', models.CharField(blank=True, max_length=60)),
                ('rank', models.CharField(blank=True, max_length=40)),
                ('of', models.PositiveIntegerField(null=True)),
                ('score', models.TextField(blank=True)),
                ('shown', models.CharField(blank=True, max_length=40)),
                ('grade', models.CharField(blank=True, max_length=60)),
                ('exempt', models.BooleanField(default=False)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='results.publication')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['-year'],
                'constraints': [models.UniqueConstraint(fields=('publication', 'unit'), name='standing_once')],
            },
        ),
        migrations.CreateModel(
            name='TableVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('sheet', models.CharField(choices=[('reports', 'Reports'), ('entries', 'Entries'), ('events', 'Events'), ('history', 'History'), ('participation', 'Participation')], max_length=15)),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(blank=True, max_length=200)),
                ('file', models.CharField(blank=True, max_length=64)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('by', models.UUIDField()),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['sheet', '-number'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'sheet', 'number'), name='table_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('item', models.CharField(max_length=60)),
                ('fact', models.CharField(blank=True, max_length=300)),
                ('about', models.JSONField()),
                ('counting', models.BooleanField()),
                ('evidence', models.BooleanField()),
                ('reason', models.TextField()),
                ('wanted', models.TextField(blank=True)),
                ('on_paper', models.BooleanField(default=False)),
                ('received', models.DateField()),
                ('by', models.UUIDField()),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='results.scorerun')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'number'), name='appeal_once')],
            },
        ),
        migrations.CreateModel(
            name='AppealStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('act', models.CharField(max_length=30)),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('note', models.TextField(blank=True)),
                ('detail', models.JSONField(default=dict)),
                ('by', models.UUIDField(null=True)),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='results.appeal')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('appeal', 'number'), name='appeal_step_once')],
            },
        ),
        migrations.CreateModel(
            name='CorrectionNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('moved', models.JSONField()),
                ('text', models.TextField()),
                ('text_en', models.TextField(blank=True)),
                ('by', models.UUIDField()),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='results.scorerun')),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='results.scorerun')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InsideTaken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('component', models.UUIDField()),
                ('submission', models.UUIDField()),
                ('record', models.CharField(max_length=64)),
                ('value', models.CharField(max_length=200)),
                ('rows', models.JSONField()),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='results.scorerun')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'unit'), name='inside_taken_once')],
            },
        ),
    ]
