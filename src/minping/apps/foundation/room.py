"""What every room does when the application starts."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

from minping.apps.foundation.permissions import declare


class Room(AppConfig):
    """A room of the application: brings in its ``permissions.RULES``, ``approvals``, ``tasks``, ``importers``."""

    default = False
    default_auto_field = "django.db.models.BigAutoField"

    def __init_subclass__(cls) -> None:
        """Among the two classes of a room's ``apps`` module, Django is to take the room's own."""
        cls.default = True

    def ready(self) -> None:
        for part in ("permissions", "approvals", "tasks", "importers"):
            module = f"{self.name}.{part}"
            if find_spec(module) is None:
                continue
            loaded = import_module(module)
            if part == "permissions" and hasattr(loaded, "RULES"):
                declare(loaded.RULES)
