"""The staff's first page: inbox, guided year, approvals."""
