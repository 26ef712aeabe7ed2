"""The ledger 整改台账 and its boards: what is open, where it sits, for how long, and what follows."""
