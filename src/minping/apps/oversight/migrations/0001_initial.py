import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaigns', '0001_initial'),
        ('casework', '0001_initial'),
        ('units', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FieldRecord',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('record', models.UUIDField()),
                ('digest', models.CharField(max_length=64)),
                ('kind', models.CharField(choices=[('visit', 'Visit'), ('survey', 'Survey')], max_length=6)),
                ('sealed', models.BinaryField()),
                ('standing', models.BooleanField(default=True)),
                ('settled', models.CharField(blank=True, max_length=300)),
                ('settled_by', models.CharField(blank=True, max_length=100)),
                ('number', models.PositiveIntegerField(default=0)),
                ('user', models.UUIDField()),
                ('by_name', models.CharField(max_length=100)),
                ('received_at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['received_at'],
                'constraints': [models.UniqueConstraint(fields=('record', 'digest'), name='field_record_bytes_once'), models.UniqueConstraint(condition=models.Q(('standing', True)), fields=('record',), name='field_record_stands_once')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=100)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('made_by', models.CharField(max_length=100)),
                ('made_at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['-since'],
            },
        ),
        migrations.CreateModel(
            name='FollowedProblem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('before', models.CharField(max_length=30)),
                ('before_text', models.TextField(blank=True)),
                ('chosen_on', models.DateField()),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.problem')),
                ('follow', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='oversight.followup')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('follow', 'problem'), name='followed_once')],
            },
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('hearing', 'Hearing'), ('dialogue', 'Dialogue'), ('forum', 'Forum'), ('site_visit', 'Site Visit')], max_length=10)),
                ('title', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('place', models.CharField(max_length=100)),
                ('agenda', models.TextField()),
                ('chair', models.CharField(blank=True, max_length=100)),
                ('reply_by', models.DateField()),
                ('quorum', models.PositiveSmallIntegerField(default=0)),
                ('pass_percent', models.PositiveSmallIntegerField(default=50)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held'), ('confirmed', 'Confirmed'), ('cancelled', 'Cancelled')], default='planned', max_length=9)),
                ('summary', models.TextField(blank=True)),
                ('confirmed_by', models.CharField(blank=True, max_length=100)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.CharField(max_length=100)),
                ('made_at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['-at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('pass_percent__lt', 100)), name='hearing_can_be_passed')],
            },
        ),
        migrations.CreateModel(
            name='Attendee',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('person', models.UUIDField(blank=True, null=True)),
                ('user', models.UUIDField(blank=True, null=True)),
                ('voter', models.BooleanField(default=False)),
                ('reply', models.CharField(choices=[('waiting', 'Waiting'), ('accepted', 'Accepted'), ('declined', 'Declined')], default='waiting', max_length=8)),
                ('who', models.CharField(blank=True, max_length=200)),
                ('replied_on', models.DateField(blank=True, null=True)),
                ('present', models.BooleanField(blank=True, null=True)),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendees', to='oversight.hearing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('hearing', 'person'), name='person_invited_once'), models.UniqueConstraint(condition=models.Q(('unit__isnull', False)), fields=('hearing', 'unit'), name='unit_invited_once'), models.CheckConstraint(condition=models.Q(('person__isnull', False), ('unit__isnull', False), _connector='XOR'), name='attendee_is_person_or_unit')],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=100)),
                ('purpose', models.TextField(blank=True)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('ended', models.BooleanField(default=False)),
                ('made_by', models.CharField(max_length=100)),
                ('made_at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['-since', 'title'],
            },
        ),
        migrations.CreateModel(
            name='InspectionReport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('opening', models.TextField(blank=True)),
                ('demand', models.TextField(blank=True)),
                ('named', models.BooleanField(default=False)),
                ('issued_at', models.DateTimeField(blank=True, null=True)),
                ('issued_by', models.CharField(blank=True, max_length=100)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='oversight.inspection')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['-issued_at'],
                'constraints': [models.UniqueConstraint(fields=('inspection', 'unit', 'number'), name='report_number_of_unit_once'), models.UniqueConstraint(condition=models.Q(('issued_at__isnull', True)), fields=('inspection', 'unit'), name='one_report_draft_a_unit')],
            },
        ),
        migrations.CreateModel(
            name='Inspector',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('user', models.UUIDField()),
                ('name', models.CharField(max_length=100)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inspectors', to='oversight.inspection')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('inspection', 'user'), name='inspector_once')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('when', models.CharField(choices=[('before', 'Before'), ('on_site', 'On Site')], max_length=7)),
                ('asked_by', models.CharField(max_length=100)),
                ('user', models.UUIDField(blank=True, null=True)),
                ('text', models.TextField()),
                ('answer', models.TextField(blank=True)),
                ('answered_by', models.CharField(blank=True, max_length=100)),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='oversight.hearing')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('hearing', 'number'), name='question_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('standard', models.TextField()),
                ('deadline', models.DateField()),
                ('handler', models.CharField(max_length=100)),
                ('problem', models.UUIDField(blank=True, null=True)),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='oversight.hearing')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='promises', to='oversight.question')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('hearing', 'number'), name='promise_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('user', models.UUIDField()),
                ('by_name', models.CharField(max_length=100)),
                ('day', models.DateField()),
                ('word', models.CharField(choices=[('cured', 'Cured'), ('better', 'Better'), ('same', 'Same'), ('worse', 'Worse')], max_length=6)),
                ('text', models.TextField()),
                ('after', models.CharField(max_length=30)),
                ('at', models.DateTimeField()),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='oversight.followedproblem')),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='Right',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('person', models.UUIDField()),
                ('user', models.UUIDField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('investigate', 'Investigate'), ('supervise', 'Supervise'), ('appraise', 'Appraise'), ('vote', 'Vote')], max_length=11)),
                ('given_by', models.CharField(max_length=100)),
                ('given_at', models.DateTimeField()),
                ('ended_by', models.CharField(blank=True, max_length=100)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'ordering': ['given_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('campaign', 'person', 'kind'), name='right_held_once')],
            },
        ),
        migrations.CreateModel(
            name='SurveyVisit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('place_kind', models.CharField(choices=[('firm', 'Firm'), ('village', 'Village'), ('school', 'School'), ('shop', 'Shop'), ('other', 'Other')], max_length=7)),
                ('place', models.CharField(blank=True, max_length=100)),
                ('day', models.DateField()),
                ('time', models.TimeField(blank=True, null=True)),
                ('respondent', models.CharField(choices=[('owner', 'Owner'), ('worker', 'Worker'), ('farmer', 'Farmer'), ('teacher', 'Teacher'), ('parent', 'Parent'), ('resident', 'Resident'), ('other', 'Other')], max_length=8)),
                ('asked_note', models.TextField(blank=True)),
                ('asked_by', models.CharField(blank=True, max_length=100)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('source', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='survey', to='oversight.fieldrecord')),
            ],
            options={
                'ordering': ['-day', '-time'],
                'indexes': [models.Index(fields=['campaign', 'day'], name='survey_day')],
            },
        ),
        migrations.CreateModel(
            name='SurveyAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('opinion', models.UUIDField()),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='oversight.surveyvisit')),
            ],
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('windows', models.CharField(blank=True, max_length=300)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='oversight.inspection')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('inspection', 'unit'), name='target_once')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('place', models.CharField(max_length=100)),
                ('day', models.DateField()),
                ('time', models.TimeField(blank=True, null=True)),
                ('manner', models.CharField(choices=[('open', 'Open'), ('covert', 'Covert')], max_length=6)),
                ('points', models.JSONField(blank=True, default=list)),
                ('summary', models.TextField(blank=True)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='oversight.inspection')),
                ('source', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='visit', to='oversight.fieldrecord')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['-day', '-time'],
            },
        ),
        migrations.CreateModel(
            name='VisitFinding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('demanded', 'Demanded'), ('noted', 'Noted'), ('dropped', 'Dropped')], default='open', max_length=8)),
                ('wording', models.TextField(blank=True)),
                ('deadline', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('problem', models.UUIDField(blank=True, null=True)),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='findings', to='oversight.inspectionreport')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='oversight.visit')),
            ],
            options={
                'ordering': ['visit', 'number'],
                'constraints': [models.UniqueConstraint(fields=('visit', 'number'), name='finding_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('passed', models.BooleanField(blank=True, null=True)),
                ('yes', models.PositiveSmallIntegerField(default=0)),
                ('no', models.PositiveSmallIntegerField(default=0)),
                ('void', models.PositiveSmallIntegerField(default=0)),
                ('present', models.PositiveSmallIntegerField(default=0)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='oversight.hearing')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('hearing', 'unit'), name='vote_once_a_unit')],
            },
        ),
        migrations.CreateModel(
            name='VoteCount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('user', models.UUIDField()),
                ('by_name', models.CharField(max_length=100)),
                ('yes', models.PositiveSmallIntegerField()),
                ('no', models.PositiveSmallIntegerField()),
                ('void', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('vote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='oversight.vote')),
            ],
            options={
                'ordering': ['at'],
                'constraints': [models.UniqueConstraint(fields=('vote', 'user'), name='counted_once_each')],
            },
        ),
        migrations.CreateModel(
            name='AfterSurvey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('asked', models.PositiveIntegerField()),
                ('satisfied', models.PositiveIntegerField()),
                ('how', models.CharField(choices=[('on_site', 'On Site'), ('phone', 'Phone'), ('meeting', 'Meeting'), ('paper', 'Paper')], max_length=8)),
                ('note', models.TextField(blank=True)),
                ('day', models.DateField()),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.problem')),
            ],
            options={
                'ordering': ['at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('satisfied__lte', models.F('asked'))), name='satisfied_were_asked')],
            },
        ),
    ]
