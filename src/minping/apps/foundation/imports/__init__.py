"""Tables from outside: upload, match columns, dry run, apply in one transaction, undo. Rooms declare kinds."""
