"""What values a node can take at all: exact interval arithmetic over the score tree."""

from minping.core.scheme.full_mark import full_mark, part_points

__all__ = ["full_mark", "part_points"]
