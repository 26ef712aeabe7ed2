"""Families of tables that partners hand in."""

SITE = "site"
