"""The scheme as forms: every part of a plan drawn as inputs and read back exactly. Knows no database."""
