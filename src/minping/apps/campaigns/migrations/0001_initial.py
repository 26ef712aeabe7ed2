import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('units', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=100)),
                ('title_en', models.CharField(blank=True, max_length=160)),
                ('year', models.PositiveIntegerField()),
                ('form', models.CharField(default='full', max_length=40)),
                ('state', models.CharField(default='draft', max_length=30)),
                ('open_stages', models.JSONField(default=list)),
                ('counters', models.JSONField(default=dict)),
                ('requirement', models.TextField(blank=True)),
                ('launch_day', models.DateField(blank=True, null=True)),
                ('launch_place', models.CharField(blank=True, max_length=100)),
                ('enforcement_only', models.BooleanField(default=False)),
                ('half_year', models.BooleanField(default=False)),
                ('demo', models.BooleanField(default=False)),
                ('inside', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['-year', 'title'],
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=60)),
                ('order', models.PositiveIntegerField(default=0)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='categories', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['order', 'code'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'code'), name='category_once')],
            },
        ),
        migrations.CreateModel(
            name='Commentary',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('by', models.UUIDField(null=True)),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commentaries', to='campaigns.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'unit'), name='commented_once')],
            },
        ),
        migrations.CreateModel(
            name='ContentHead',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('categories', models.JSONField(blank=True, default=list)),
                ('order', models.PositiveIntegerField(default=0)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='heads', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['order', 'name'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'name'), name='content_head_once')],
            },
        ),
        migrations.CreateModel(
            name='CheckPoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('positive', models.BooleanField()),
                ('text', models.CharField(max_length=200)),
                ('tags', models.JSONField(blank=True, default=list)),
                ('order', models.PositiveIntegerField(default=0)),
                ('head', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='campaigns.contenthead')),
            ],
            options={
                'ordering': ['-positive', 'order'],
            },
        ),
        migrations.CreateModel(
            name='FocusTopic',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('order', models.PositiveIntegerField(default=0)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['order', 'name'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'name'), name='focus_topic_once')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('head', 'Head'), ('deputy', 'Deputy'), ('member', 'Member'), ('partner', 'Partner')], max_length=10)),
                ('name', models.CharField(max_length=100)),
                ('post', models.CharField(blank=True, max_length=100)),
                ('duty', models.CharField(blank=True, max_length=300)),
                ('order', models.PositiveIntegerField(default=0)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='campaigns.campaign')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('appraised', 'Appraised'), ('exempt', 'Exempt'), ('opinion_only', 'Opinion Only')], default='appraised', max_length=15)),
                ('key_object', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='campaigns.campaign')),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='campaigns.category')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'unit'), name='participates_once')],
            },
        ),
        migrations.CreateModel(
            name='Deliverable',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('body', 'Body'), ('staff', 'Staff'), ('standard', 'Standard'), ('ethics', 'Ethics'), ('commitment', 'Commitment'), ('plan', 'Plan')], max_length=12)),
                ('state', models.CharField(choices=[('missing', 'Missing'), ('reported', 'Reported'), ('accepted', 'Accepted'), ('returned', 'Returned'), ('not_needed', 'Not Needed')], default='missing', max_length=12)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField(blank=True, null=True)),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliverables', to='campaigns.participation')),
            ],
            options={
                'ordering': ['kind'],
                'constraints': [models.UniqueConstraint(fields=('participation', 'kind'), name='deliverable_once')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('group', models.CharField(max_length=60)),
                ('code', models.CharField(blank=True, max_length=60)),
                ('title', models.CharField(max_length=100)),
                ('title_en', models.CharField(blank=True, max_length=160)),
                ('channel', models.CharField(default='web', max_length=20)),
                ('state', models.CharField(default='planned', max_length=20)),
                ('opens', models.DateField()),
                ('closes', models.DateTimeField()),
                ('minimum', models.PositiveIntegerField(blank=True, null=True)),
                ('trained_only', models.BooleanField(default=False)),
                ('flags', models.JSONField(default=list)),
                ('manifest', models.CharField(blank=True, max_length=64)),
                ('reason', models.TextField(blank=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['opens', 'title'],
            },
        ),
        migrations.CreateModel(
            name='SchemeVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('canonical', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('frozen', models.BooleanField(default=False)),
                ('frozen_at', models.DateTimeField(null=True)),
                ('preset', models.CharField(blank=True, max_length=40)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schemes', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'number'), name='scheme_version_once'), models.UniqueConstraint(condition=models.Q(('frozen', False)), fields=('campaign',), name='one_draft_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='SchemeEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('previous', models.PositiveIntegerField(null=True)),
                ('canonical', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('told', models.JSONField()),
                ('by', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='campaigns.schemeversion')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('version', 'number'), name='scheme_edit_once')],
            },
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('name', models.CharField(max_length=60)),
                ('opens', models.DateField()),
                ('closes', models.DateField()),
                ('order', models.PositiveIntegerField(default=0)),
                ('work', models.TextField(blank=True)),
                ('doubt', models.JSONField(blank=True, default=dict)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['order', 'opens'],
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('group', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=60)),
                ('order', models.PositiveIntegerField(default=0)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'group', 'name'), name='tag_once')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('owner_name', models.CharField(blank=True, max_length=100)),
                ('due', models.DateField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('reported', 'Reported'), ('done', 'Done'), ('dropped', 'Dropped')], default='waiting', max_length=10)),
                ('note', models.TextField(blank=True)),
                ('given_by', models.CharField(blank=True, max_length=100)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='campaigns.campaign')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tasks', to='campaigns.member')),
                ('stage', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='campaigns.stage')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['due', 'title'],
            },
        ),
    ]
