"""The demo: an invented county with three campaigns, one published, one open to appeals, one collecting votes."""
