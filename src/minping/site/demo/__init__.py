"""The demo: an invented county with three campaigns, one archived, one in review, one collecting votes."""
