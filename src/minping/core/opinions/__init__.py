"""What citizens write, sorted: normal form, likeness, classes by dictionary, what must be masked."""

from minping.core.opinions.normal import normal

__all__ = ["normal"]
