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
            name='Book',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('cut_off', models.DateField()),
                ('objection_days', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('frozen', 'Frozen')], default='open', max_length=6)),
                ('opened_at', models.DateTimeField()),
                ('frozen_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.CharField(blank=True, max_length=100)),
                ('agreed_by', models.CharField(blank=True, max_length=100)),
                ('campaign', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=100)),
                ('day', models.DateField()),
                ('points', models.CharField(blank=True, max_length=40)),
                ('count', models.PositiveIntegerField(default=1)),
                ('reason', models.TextField()),
                ('evidence', models.CharField(blank=True, max_length=300)),
                ('source', models.CharField(max_length=200)),
                ('fact', models.CharField(blank=True, max_length=20)),
                ('fact_source', models.UUIDField(blank=True, null=True)),
                ('state', models.CharField(db_index=True, default='proposed', max_length=15)),
                ('recorder', models.UUIDField(null=True)),
                ('recorder_name', models.CharField(max_length=100)),
                ('recorded_at', models.DateTimeField()),
                ('shown_at', models.DateTimeField(blank=True, null=True)),
                ('object_until', models.DateField(blank=True, null=True)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('seen_by', models.CharField(blank=True, max_length=100)),
                ('content', models.BooleanField(default=False)),
                ('objection', models.TextField(blank=True)),
                ('answer', models.UUIDField(default=uuid.uuid4)),
                ('objected_at', models.DateTimeField(blank=True, null=True)),
                ('objected_by', models.CharField(blank=True, max_length=100)),
                ('letter_day', models.DateField(blank=True, null=True)),
                ('decision', models.TextField(blank=True)),
                ('decider', models.UUIDField(blank=True, null=True)),
                ('decider_name', models.CharField(blank=True, max_length=100)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('batch', models.UUIDField(blank=True, db_index=True, null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['-day', 'unit__code', 'item', 'id'],
                'indexes': [models.Index(fields=['campaign', 'state'], name='entry_board'), models.Index(fields=['unit', 'campaign'], name='entry_unit')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('appeal', models.UUIDField()),
                ('reason', models.TextField()),
                ('by', models.UUIDField()),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('new', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrects', to='assessments.entry')),
                ('old', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='assessments.entry')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('old__isnull', False), ('new__isnull', False), _connector='OR'), name='correction_of_something')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('event', models.CharField(max_length=100)),
                ('day', models.DateField()),
                ('count', models.PositiveIntegerField(default=1)),
                ('note', models.TextField(blank=True)),
                ('document', models.CharField(max_length=100)),
                ('signed_by', models.CharField(max_length=100)),
                ('registered_by', models.UUIDField(null=True)),
                ('registered_name', models.CharField(max_length=100)),
                ('registered_at', models.DateTimeField()),
                ('confirmed_by', models.UUIDField(blank=True, null=True)),
                ('confirmed_name', models.CharField(blank=True, max_length=100)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('struck_name', models.CharField(blank=True, max_length=100)),
                ('struck_at', models.DateTimeField(blank=True, null=True)),
                ('struck_reason', models.CharField(blank=True, max_length=500)),
                ('appeal', models.UUIDField(blank=True, null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['-day', 'unit__code', 'event', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('registered_by')), _negated=True), _connector='OR'), name='event_confirmed_by_another')],
            },
        ),
        migrations.CreateModel(
            name='FactRule',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('item', models.CharField(max_length=100)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['kind'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'kind'), name='fact_rule_once')],
            },
        ),
        migrations.CreateModel(
            name='Handled',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('source', models.UUIDField()),
                ('title', models.CharField(max_length=200)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='assessments.entry')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['-at'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'kind', 'source'), name='fact_once')],
            },
        ),
        migrations.CreateModel(
            name='SelfAssessment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('total', models.CharField(blank=True, max_length=40)),
                ('aspects', models.JSONField(default=dict)),
                ('text', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted')], default='draft', max_length=9)),
                ('letter_day', models.DateField(blank=True, null=True)),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['unit__code'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'unit'), name='self_assessment_once')],
            },
        ),
        migrations.CreateModel(
            name='SelfCall',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('due', models.DateField()),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('campaign', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
        ),
    ]
