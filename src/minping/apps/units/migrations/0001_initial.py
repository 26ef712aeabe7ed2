import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('by', models.UUIDField(null=True)),
                ('by_name', models.CharField(blank=True, max_length=100)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_name', models.CharField(blank=True, max_length=100)),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('kind', models.CharField(choices=[('unit', 'Unit'), ('station', 'Station'), ('window', 'Window'), ('section', 'Section'), ('system', 'System')], default='unit', max_length=10)),
                ('district', models.CharField(blank=True, max_length=60)),
                ('system', models.CharField(blank=True, max_length=60)),
                ('category', models.CharField(blank=True, max_length=60)),
                ('enforcement', models.BooleanField(default=False)),
                ('since', models.PositiveIntegerField(blank=True, null=True)),
                ('until', models.PositiveIntegerField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='units.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='unit_years_in_order'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='unit_not_own_parent')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('merged', 'Merged'), ('split', 'Split')], max_length=10)),
                ('year', models.PositiveIntegerField()),
                ('main', models.BooleanField(default=True)),
                ('after', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='predecessors', to='units.unit')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='successions', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('before', 'after', 'year'), name='succession_once')],
            },
        ),
        migrations.CreateModel(
            name='UnitName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(db_index=True, max_length=100)),
                ('short', models.CharField(blank=True, max_length=40)),
                ('english', models.CharField(blank=True, max_length=160)),
                ('since', models.PositiveIntegerField(blank=True, null=True)),
                ('until', models.PositiveIntegerField(blank=True, null=True)),
                ('former', models.BooleanField(default=False)),
                ('sounds', models.TextField(blank=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='units.unit')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('former', False), ('until__isnull', True)), fields=('unit',), name='one_present_name')],
            },
        ),
        migrations.CreateModel(
            name='ChangedUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.UUIDField(db_index=True)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='units.change')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('change', 'unit'), name='unit_changed_once')],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('own', models.BooleanField(default=False)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('upper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lower', to='units.office')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('own', True)), fields=('own',), name='one_own_office')],
            },
        ),
    ]
