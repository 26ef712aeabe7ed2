import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Peer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('key', models.CharField(max_length=64, unique=True)),
                ('lock', models.CharField(max_length=64)),
                ('numbered', models.PositiveIntegerField(default=0)),
                ('side', models.CharField(blank=True, choices=[('upper', 'Upper'), ('lower', 'Lower')], max_length=5)),
                ('representative', models.CharField(blank=True, max_length=100)),
                ('met_at', models.DateTimeField()),
                ('trusted_at', models.DateTimeField(blank=True, null=True)),
                ('trusted_by', models.UUIDField(blank=True, null=True)),
                ('trusted_name', models.CharField(blank=True, max_length=100)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['side', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('way', models.CharField(choices=[('out', 'Out'), ('in', 'In')], max_length=3)),
                ('kind', models.CharField(max_length=20)),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('dated', models.DateField()),
                ('body', models.JSONField()),
                ('reply_to', models.UUIDField(blank=True, null=True)),
                ('file', models.CharField(max_length=60)),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('by', models.UUIDField(null=True)),
                ('by_name', models.CharField(max_length=100)),
                ('peer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='offices.peer')),
            ],
            options={
                'ordering': ['-at'],
                'constraints': [models.UniqueConstraint(fields=('peer', 'way', 'number'), name='letter_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('way', models.CharField(choices=[('out', 'Out'), ('in', 'In')], max_length=3)),
                ('kind', models.CharField(choices=[('task', 'Task'), ('case', 'Case'), ('checklist', 'Checklist')], max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True)),
                ('standard', models.TextField(blank=True)),
                ('due', models.DateField()),
                ('lines', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('given', 'Given'), ('answered', 'Answered'), ('returned', 'Returned'), ('accepted', 'Accepted')], default='given', max_length=10)),
                ('answer', models.TextField(blank=True)),
                ('figures', models.JSONField(default=dict)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('first_answered_on', models.DateField(blank=True, null=True)),
                ('answers', models.PositiveSmallIntegerField(default=0)),
                ('reason', models.TextField(blank=True)),
                ('task', models.UUIDField(blank=True, null=True)),
                ('problem', models.UUIDField(blank=True, null=True)),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='offices.letter')),
                ('peer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='offices.peer')),
            ],
            options={
                'ordering': ['due', 'title'],
            },
        ),
        migrations.CreateModel(
            name='Grading',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('way', models.CharField(choices=[('out', 'Out'), ('in', 'In')], max_length=3)),
                ('year', models.PositiveSmallIntegerField()),
                ('people', models.CharField(max_length=20)),
                ('people_full', models.CharField(max_length=20)),
                ('time', models.CharField(max_length=20)),
                ('time_full', models.CharField(max_length=20)),
                ('standard', models.CharField(max_length=20)),
                ('standard_full', models.CharField(max_length=20)),
                ('facts', models.JSONField()),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.letter')),
                ('peer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gradings', to='offices.peer')),
            ],
            options={
                'ordering': ['-year', '-at'],
            },
        ),
        migrations.CreateModel(
            name='Recomputation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('compared', models.PositiveIntegerField()),
                ('differences', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('letter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recomputation', to='offices.letter')),
            ],
        ),
    ]
