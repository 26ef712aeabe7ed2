"""Settings of the whole suite: properties are tried on the same examples in every run."""

from hypothesis import settings

settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")
