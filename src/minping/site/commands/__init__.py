"""The commands of ``minping``, by what they work on."""
