"""Lists of people: kept sealed, screened, locked, erased."""
