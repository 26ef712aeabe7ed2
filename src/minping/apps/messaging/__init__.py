"""Templates, the outbox, files for exchange with a message platform."""
