"""The programmes of the broadcaster: planned ahead, recorded afterwards, made into its table."""
