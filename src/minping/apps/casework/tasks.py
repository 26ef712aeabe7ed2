"""What happens by itself in this room."""

from minping.apps.casework.boards import sweeps, telling

__all__ = ["sweeps", "telling"]
