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
            name='Terms',
            fields=[
                ('campaign', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='campaigns.campaign')),
                ('answer_days', models.PositiveSmallIntegerField()),
                ('together', models.PositiveSmallIntegerField(default=3)),
            ],
        ),
        migrations.CreateModel(
            name='WordList',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('entries', models.JSONField()),
                ('note', models.CharField(max_length=200)),
                ('made_by', models.CharField(max_length=100)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='CommentPool',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.round')),
            ],
            options={
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('round', 'day'), name='comment_pool_once')],
            },
        ),
        migrations.CreateModel(
            name='FormPoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('place', models.CharField(max_length=100)),
                ('active', models.BooleanField(default=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['place'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'unit', 'place'), name='form_point_once')],
            },
        ),
        migrations.CreateModel(
            name='HeldComment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='opinions.commentpool')),
            ],
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('comment', 'Comment'), ('form', 'Form'), ('qr', 'Qr'), ('hotline', 'Hotline'), ('website', 'Website'), ('programme', 'Programme'), ('hearing', 'Hearing'), ('meeting', 'Meeting'), ('visit', 'Visit'), ('survey', 'Survey'), ('letter', 'Letter'), ('box', 'Box'), ('mail', 'Mail'), ('phone', 'Phone'), ('api', 'Api')], max_length=12)),
                ('source_note', models.CharField(blank=True, max_length=100)),
                ('external', models.CharField(blank=True, max_length=60)),
                ('kind', models.CharField(choices=[('complaint', 'Complaint'), ('suggestion', 'Suggestion'), ('question', 'Question'), ('praise', 'Praise')], default='complaint', max_length=12)),
                ('day', models.DateField()),
                ('text', models.BinaryField()),
                ('giver', models.BinaryField(blank=True, default=bytes)),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('code', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ('consent', models.BooleanField(default=False)),
                ('wants_answer', models.BooleanField(default=False)),
                ('due', models.DateField(blank=True, null=True)),
                ('state', models.CharField(db_index=True, default='received', max_length=12)),
                ('flags', models.JSONField(default=list)),
                ('lead', models.UUIDField(blank=True, null=True)),
                ('handler', models.UUIDField(blank=True, null=True)),
                ('handler_name', models.CharField(blank=True, max_length=100)),
                ('suggested', models.CharField(blank=True, max_length=40)),
                ('suggested_by', models.PositiveIntegerField(blank=True, null=True)),
                ('klass', models.CharField(blank=True, max_length=40)),
                ('masked', models.TextField(blank=True)),
                ('masked_by', models.UUIDField(blank=True, null=True)),
                ('masked_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.UUIDField(blank=True, db_index=True, null=True)),
                ('case_released', models.BooleanField(default=False)),
                ('transferred_to', models.CharField(blank=True, max_length=100)),
                ('topics', models.JSONField(blank=True, default=list)),
                ('typed_by', models.UUIDField(blank=True, null=True)),
                ('run', models.UUIDField(blank=True, db_index=True, null=True)),
                ('erased', models.BooleanField(default=False)),
                ('compared', models.BooleanField(db_index=True, default=False)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('point', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='opinions.formpoint')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['-day', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('method', models.CharField(choices=[('exact', 'Exact'), ('like', 'Like')], max_length=6)),
                ('score', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('same', 'Same'), ('different', 'Different')], db_index=True, default='proposed', max_length=10)),
                ('decided_by', models.CharField(blank=True, max_length=100)),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='opinions.opinion')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='opinions.opinion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='likeness_once')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('opinion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='opinions.opinion')),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('user', models.UUIDField(db_index=True)),
                ('name', models.CharField(max_length=40)),
                ('query', models.CharField(max_length=500)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('user', 'name'), name='opinion_view_once')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('act', models.CharField(max_length=30)),
                ('state', models.CharField(max_length=12)),
                ('note', models.TextField(blank=True)),
                ('by_name', models.CharField(blank=True, max_length=100)),
                ('at', models.DateTimeField()),
                ('opinion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='opinions.opinion')),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=100)),
                ('text', models.TextField()),
                ('klass', models.CharField(blank=True, max_length=40)),
                ('made_by', models.CharField(max_length=100)),
                ('released_on', models.DateField(blank=True, null=True)),
                ('count', models.PositiveIntegerField(default=0)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['-released_on', 'title'],
            },
        ),
        migrations.AddField(
            model_name='opinion',
            name='theme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='opinions', to='opinions.theme'),
        ),
        migrations.AddIndex(
            model_name='opinion',
            index=models.Index(fields=['campaign', 'state', '-day', 'id'], name='opinion_list'),
        ),
        migrations.AddIndex(
            model_name='opinion',
            index=models.Index(fields=['campaign', '-day', 'id', 'state'], name='opinion_newest'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(condition=models.Q(('external', ''), _negated=True), fields=('campaign', 'source_note', 'external'), name='opinion_external_once'),
        ),
        migrations.CreateModel(
            name='Handling',
            fields=[
                ('opinion', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='handling', serialize=False, to='opinions.opinion')),
                ('words', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('ended', models.DateField(blank=True, null=True)),
                ('responded', models.CharField(blank=True, choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No'), ('unclear', 'Unclear')], max_length=7)),
                ('solved', models.CharField(blank=True, choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No'), ('unclear', 'Unclear')], max_length=7)),
                ('result', models.CharField(blank=True, choices=[('good', 'Good'), ('fair', 'Fair'), ('bad', 'Bad'), ('default', 'Default'), ('none', 'None'), ('unclear', 'Unclear')], max_length=7)),
                ('manner', models.CharField(blank=True, choices=[('good', 'Good'), ('fair', 'Fair'), ('bad', 'Bad'), ('default', 'Default'), ('none', 'None'), ('unclear', 'Unclear')], max_length=7)),
                ('hotline', models.CharField(blank=True, choices=[('good', 'Good'), ('fair', 'Fair'), ('bad', 'Bad'), ('default', 'Default'), ('none', 'None'), ('unclear', 'Unclear')], max_length=7)),
                ('apart', models.BooleanField(default=False)),
            ],
        ),
    ]
