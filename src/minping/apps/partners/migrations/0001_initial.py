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
            name='Component',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('every', models.CharField(blank=True, choices=[('', 'Once'), ('month', 'Month'), ('quarter', 'Quarter'), ('half', 'Half')], max_length=7)),
                ('pooling', models.CharField(blank=True, choices=[('', 'Parts'), ('mean', 'Mean'), ('sum', 'Sum'), ('last', 'Last')], max_length=4)),
                ('pooling_basis', models.CharField(blank=True, max_length=200)),
                ('title', models.CharField(max_length=100)),
                ('family', models.CharField(max_length=12)),
                ('due_days', models.PositiveSmallIntegerField(default=10)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('due', models.DateField()),
                ('note', models.TextField(blank=True)),
                ('group', models.CharField(blank=True, max_length=200)),
                ('round', models.CharField(blank=True, max_length=200)),
                ('channel', models.CharField(blank=True, max_length=200)),
                ('absent_reason', models.TextField(blank=True)),
                ('absent_by', models.UUIDField(null=True)),
                ('absent_name', models.CharField(blank=True, max_length=100)),
                ('absent_at', models.DateTimeField(null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='campaigns.campaign')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='partners.component')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['due', 'title'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'title'), name='component_titled_once'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='component_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Airing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('programme', models.CharField(max_length=60)),
                ('guest', models.CharField(blank=True, max_length=100)),
                ('attended', models.CharField(blank=True, choices=[('head', 'Head'), ('substitute', 'Substitute'), ('absent', 'Absent')], max_length=10)),
                ('who', models.CharField(blank=True, max_length=60)),
                ('post', models.CharField(blank=True, max_length=60)),
                ('raised', models.PositiveIntegerField(null=True)),
                ('closed', models.PositiveIntegerField(null=True)),
                ('rated', models.PositiveIntegerField(null=True)),
                ('satisfied', models.PositiveIntegerField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('recorded_name', models.CharField(blank=True, max_length=100)),
                ('recorded_at', models.DateTimeField(null=True)),
                ('called_off', models.CharField(blank=True, max_length=200)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('component', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='airings', to='partners.component')),
            ],
            options={
                'ordering': ['on', 'programme', 'unit__code'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('called_off', '')), fields=('component', 'on', 'programme', 'unit'), name='airing_planned_once'), models.CheckConstraint(condition=models.Q(models.Q(('attended', 'substitute'), _negated=True), models.Q(models.Q(('who', ''), _negated=True), models.Q(('post', ''), _negated=True)), _connector='OR'), name='airing_substitute_named')],
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(blank=True, max_length=20)),
                ('code', models.CharField(max_length=200)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='campaigns.campaign')),
                ('component', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to='partners.component')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'code'), name='feed_from_one_partner')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('signed', 'Signed'), ('reopened', 'Reopened'), ('replaced', 'Replaced')], default='draft', max_length=10)),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('stored', models.CharField(blank=True, max_length=80)),
                ('issued', models.PositiveIntegerField(null=True)),
                ('returned', models.PositiveIntegerField(null=True)),
                ('late', models.BooleanField(default=False)),
                ('taken_by', models.UUIDField(null=True)),
                ('taken_name', models.CharField(blank=True, max_length=100)),
                ('taken_at', models.DateTimeField()),
                ('by_office', models.BooleanField(default=False)),
                ('signer', models.CharField(blank=True, max_length=60)),
                ('signed_by', models.UUIDField(null=True)),
                ('signed_name', models.CharField(blank=True, max_length=100)),
                ('signed_at', models.DateTimeField(null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('reason', models.TextField(blank=True)),
                ('appeal', models.UUIDField(null=True)),
                ('reopened_name', models.CharField(blank=True, max_length=100)),
                ('reopened_at', models.DateTimeField(null=True)),
                ('component', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='partners.component')),
            ],
            options={
                'ordering': ['component', '-number'],
                'constraints': [models.UniqueConstraint(fields=('component', 'number'), name='submission_numbered_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'signed'])), fields=('component',), name='submission_one_in_force'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'signed'), _negated=True), models.Q(models.Q(('digest', ''), _negated=True), models.Q(('signer', ''), _negated=True)), _connector='OR'), name='submission_signed_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('label', models.CharField(blank=True, max_length=200)),
                ('cells', models.JSONField(default=dict)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='partners.submission')),
            ],
            options={
                'ordering': ['row', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=200)),
                ('value', models.CharField(blank=True, max_length=200)),
                ('numerator', models.CharField(blank=True, max_length=200)),
                ('denominator', models.CharField(blank=True, max_length=200)),
                ('applicable', models.BooleanField(default=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('note', models.CharField(blank=True, max_length=400)),
                ('part_of', models.CharField(blank=True, max_length=100)),
                ('breakdown', models.CharField(blank=True, max_length=100)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='partners.submission')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
    ]
