"""What happens by itself in this room."""

from minping.apps.casework.boards import sweeps

__all__ = ["sweeps"]
