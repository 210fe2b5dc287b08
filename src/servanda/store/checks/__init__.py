"""Checks: a record is proved row by row; nothing is changed."""
