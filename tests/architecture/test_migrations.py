"""The migrations of every room make the tables of its models: tests on SQLite take the tables from the models."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils.translation import override


def test_no_room_lacks_a_migration() -> None:
    loader = MigrationLoader(None)
    with override(None):  # as makemigrations does: the packages' labels are not those of a language
        wanted = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = wanted.changes(graph=loader.graph)
    assert {room: [change.operations for change in lacking] for room, lacking in changes.items()} == {}
