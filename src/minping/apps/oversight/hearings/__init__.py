"""Hearings: invited, held, minuted, followed until every promise is kept."""
