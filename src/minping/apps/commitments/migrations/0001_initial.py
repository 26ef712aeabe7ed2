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
            name='Commitment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('text', models.TextField(blank=True)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('video', models.URLField(blank=True, max_length=300)),
                ('broadcast_on', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('returned', 'Returned'), ('published', 'Published')], default='draft', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'unit'), name='commitment_once')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('enterprise', 'Enterprise'), ('village', 'Village'), ('household', 'Household'), ('service_object', 'Service Object')], max_length=15)),
                ('on', models.DateField()),
                ('whom', models.CharField(max_length=100)),
                ('by', models.CharField(max_length=100)),
                ('told', models.TextField()),
                ('done', models.TextField(blank=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['-on', 'unit'],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('on_air', 'On Air'), ('listening', 'Listening'), ('survey_phone', 'Survey Phone'), ('rectification', 'Rectification')], max_length=15)),
                ('on', models.DateField()),
                ('due', models.DateField(blank=True, null=True)),
                ('who', models.CharField(blank=True, max_length=100)),
                ('in_person', models.BooleanField(default=True)),
                ('note', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('reported', 'Reported'), ('accepted', 'Accepted'), ('returned', 'Returned')], default='reported', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['-on', 'unit'],
            },
        ),
        migrations.CreateModel(
            name='Example',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('practice', 'Practice'), ('model', 'Model'), ('case', 'Case')], max_length=8)),
                ('title', models.CharField(max_length=100)),
                ('text', models.TextField()),
                ('grounds', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('asked', 'Asked'), ('released', 'Released'), ('withdrawn', 'Withdrawn')], default='draft', max_length=9)),
                ('released_on', models.DateField(blank=True, null=True)),
                ('made_by', models.CharField(max_length=100)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['kind', '-released_on', 'title'],
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=300)),
                ('standard', models.CharField(blank=True, max_length=300)),
                ('due', models.DateField(blank=True, null=True)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('kept', models.CharField(choices=[('open', 'Open'), ('kept', 'Kept'), ('not_kept', 'Not Kept')], default='open', max_length=8)),
                ('facts', models.CharField(blank=True, max_length=500)),
                ('judged_by', models.CharField(blank=True, max_length=100)),
                ('judged_on', models.DateField(blank=True, null=True)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='commitments.commitment')),
            ],
            options={
                'ordering': ['order', 'due'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=100)),
                ('goal', models.TextField()),
                ('measures', models.TextField()),
                ('commitment', models.TextField(blank=True)),
                ('handler', models.CharField(max_length=100)),
                ('due', models.DateField()),
                ('state', models.CharField(choices=[('chosen', 'Chosen'), ('returned', 'Returned'), ('accepted', 'Accepted'), ('reported', 'Reported'), ('solved', 'Solved'), ('not_solved', 'Not Solved')], default='chosen', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('result', models.TextField(blank=True)),
                ('judgement', models.CharField(blank=True, max_length=500)),
                ('problem', models.UUIDField(blank=True, null=True)),
                ('slot', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['unit', 'slot'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'unit', 'slot'), name='topic_slot_once')],
            },
        ),
    ]
