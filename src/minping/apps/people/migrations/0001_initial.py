import django.db.models.deletion
import minping.apps.people.models.rosters
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaigns', '__first__'),
        ('units', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('sealed_name', models.BinaryField(default=bytes)),
                ('sealed_phone', models.BinaryField(default=bytes)),
                ('phone_index', models.CharField(max_length=64, null=True, unique=True)),
                ('key_version', models.PositiveSmallIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('expert', 'Expert'), ('supervisor', 'Supervisor'), ('representative', 'Representative')], max_length=20)),
                ('identity', models.CharField(blank=True, max_length=60)),
                ('post', models.CharField(blank=True, max_length=100)),
                ('level', models.CharField(blank=True, max_length=100)),
                ('responsibility', models.TextField(blank=True)),
                ('knowledge', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('accepted', 'Accepted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='proposed', max_length=12)),
                ('user', models.UUIDField(blank=True, null=True)),
                ('made_at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='people.person')),
            ],
            options={
                'ordering': ['made_at'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'person'), name='candidate_once'), models.UniqueConstraint(fields=('campaign', 'user'), name='candidate_user_once')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('state', models.CharField(max_length=12)),
                ('reason', models.TextField()),
                ('by', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='people.candidate')),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('method', models.CharField(choices=[('dice', 'Dice'), ('all', 'All')], max_length=10)),
                ('state', models.CharField(choices=[('committed', 'Committed'), ('drawn', 'Drawn')], max_length=10)),
                ('size', models.PositiveIntegerField(default=0)),
                ('reserve', models.PositiveIntegerField(default=0)),
                ('allocation', models.CharField(default='proportional', max_length=20)),
                ('pooled', models.BooleanField(default=False)),
                ('commitment', models.CharField(blank=True, max_length=64)),
                ('committed', models.BinaryField(default=bytes)),
                ('committed_at', models.DateTimeField()),
                ('committed_by', models.CharField(max_length=100)),
                ('place', models.CharField(blank=True, max_length=100)),
                ('observers', models.CharField(blank=True, max_length=200)),
                ('first_dice', models.CharField(blank=True, max_length=200)),
                ('first_by', models.UUIDField(null=True)),
                ('first_name', models.CharField(blank=True, max_length=100)),
                ('second_by', models.UUIDField(null=True)),
                ('second_name', models.CharField(blank=True, max_length=100)),
                ('dice', models.CharField(blank=True, max_length=200)),
                ('seed', models.CharField(blank=True, max_length=64)),
                ('drawn_at', models.DateTimeField(null=True)),
                ('listed', models.BinaryField(default=bytes)),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.round')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('second_by__isnull', True), models.Q(('second_by', models.F('first_by')), _negated=True), _connector='OR'), name='dice_by_two')],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('why', models.CharField(choices=[('retention', 'Retention'), ('request', 'Request')], max_length=10)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('people', models.PositiveIntegerField(default=0)),
                ('by', models.CharField(max_length=100)),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=100)),
                ('text', models.TextField(blank=True)),
                ('link', models.CharField(blank=True, max_length=300)),
                ('stored', models.CharField(blank=True, max_length=80)),
                ('file_name', models.CharField(blank=True, max_length=120)),
                ('order', models.PositiveIntegerField(default=0)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['order', 'title'],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=100)),
                ('pass_mark', models.PositiveSmallIntegerField(default=60)),
                ('attempts', models.PositiveSmallIntegerField(default=3)),
                ('open', models.BooleanField(default=False)),
                ('campaign', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pass_mark__lte', 100)), name='pass_mark_is_share')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('right', models.PositiveSmallIntegerField()),
                ('of', models.PositiveSmallIntegerField()),
                ('passed', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='people.candidate')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts_made', to='people.paper')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('paper', 'candidate', 'number'), name='attempt_once')],
            },
        ),
        migrations.CreateModel(
            name='Pool',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('owner', models.CharField(choices=[('office', 'Office'), ('unit', 'Unit')], default='office', max_length=10)),
                ('made_at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['owner', 'name'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'name'), name='pool_once'), models.CheckConstraint(condition=models.Q(models.Q(('owner', 'unit'), _negated=True), ('unit__isnull', False), _connector='OR'), name='unit_pool_has_unit')],
            },
        ),
        migrations.CreateModel(
            name='PoolMember',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='people.candidate')),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='people.pool')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('unit__isnull', False)), fields=('candidate', 'unit'), name='one_pool_per_unit'), models.UniqueConstraint(condition=models.Q(('unit__isnull', True)), fields=('candidate',), name='one_general_pool')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=300)),
                ('options', models.JSONField()),
                ('right', models.JSONField()),
                ('order', models.PositiveIntegerField(default=0)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='people.paper')),
            ],
            options={
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Roster',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('group', models.CharField(blank=True, max_length=60)),
                ('provenance', models.CharField(choices=[('unit', 'Unit'), ('office', 'Office'), ('pool', 'Pool')], default='office', max_length=10)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('open', 'Open'), ('locked', 'Locked'), ('erased', 'Erased')], default='open', max_length=10)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=100)),
                ('locked_at', models.DateTimeField(null=True)),
                ('screened_at', models.DateTimeField(null=True)),
                ('doubles', models.PositiveIntegerField(default=0)),
                ('kept', models.JSONField(default=dict)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.round')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['made_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('round__isnull', False), ('unit__isnull', False)), fields=('round', 'unit'), name='roster_of_unit_once'), models.UniqueConstraint(condition=models.Q(('round__isnull', False), ('unit__isnull', True)), fields=('round',), name='roster_of_all_once')],
            },
        ),
        migrations.CreateModel(
            name='DrawFrame',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=160)),
                ('digest', models.CharField(max_length=64)),
                ('entries', models.PositiveIntegerField()),
                ('data', models.BinaryField()),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='frames', to='people.draw')),
                ('roster', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.roster')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('draw', 'name'), name='frame_once')],
            },
        ),
        migrations.CreateModel(
            name='RosterRow',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('token', models.BinaryField(default=minping.apps.people.models.rosters.new_token, max_length=16)),
                ('post', models.CharField(blank=True, max_length=100)),
                ('stratum', models.CharField(blank=True, max_length=60)),
                ('cluster', models.CharField(blank=True, max_length=60)),
                ('handled_on', models.DateField(blank=True, null=True)),
                ('batch', models.UUIDField(null=True)),
                ('name_differs', models.BooleanField(default=False)),
                ('excluded', models.CharField(blank=True, choices=[('', '-'), ('staff', 'Staff'), ('shared', 'Shared'), ('suspect', 'Suspect'), ('refused', 'Refused')], default='', max_length=10)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='people.person')),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='people.roster')),
            ],
            options={
                'indexes': [models.Index(fields=['batch'], name='row_batch')],
                'constraints': [models.UniqueConstraint(fields=('roster', 'person'), name='row_once')],
            },
        ),
        migrations.CreateModel(
            name='DrawMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.CharField(max_length=64)),
                ('reserve', models.BooleanField(default=False)),
                ('order', models.PositiveIntegerField()),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='people.draw')),
                ('row', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.rosterrow')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('draw', 'entry'), name='drawn_once')],
            },
        ),
        migrations.CreateModel(
            name='RosterWarning',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20)),
                ('key', models.CharField(blank=True, max_length=60)),
                ('facts', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('open', 'Open'), ('accepted', 'Accepted'), ('gone', 'Gone')], default='open', max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('settled_by', models.CharField(blank=True, max_length=100)),
                ('settled_at', models.DateTimeField(null=True)),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='warnings', to='people.roster')),
            ],
            options={
                'ordering': ['code', 'key'],
                'constraints': [models.UniqueConstraint(fields=('roster', 'code', 'key'), name='warning_once')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=100)),
                ('place', models.CharField(blank=True, max_length=100)),
                ('held_on', models.DateField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['held_on', 'title'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='people.candidate')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='people.session')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('session', 'candidate'), name='attended_once')],
            },
        ),
        migrations.CreateModel(
            name='StaffNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone_index', models.CharField(max_length=64)),
                ('batch', models.UUIDField(null=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'phone_index'), name='staff_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('task', models.CharField(blank=True, max_length=200)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='people.candidate')),
            ],
            options={
                'ordering': ['since'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('candidate', 'unit'), name='assigned_once')],
            },
        ),
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('own', 'Own'), ('relative', 'Relative'), ('other', 'Other')], max_length=10)),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='people.candidate')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('candidate', 'unit'), name='conflict_once')],
            },
        ),
    ]
