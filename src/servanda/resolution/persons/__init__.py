"""Persons by their names: which full names are one person's, and whom a name means."""
