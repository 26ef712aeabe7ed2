"""Jobs and sweeps of the pages that serve every room."""

from minping.apps.foundation.imports import tasks as imports

__all__ = ["imports"]
