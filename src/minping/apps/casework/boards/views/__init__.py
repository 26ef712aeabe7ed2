"""Pages of the ledger and the boards."""
