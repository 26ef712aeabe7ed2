"""The year: categories, participations, content, rounds, the scheme until it is frozen."""
