"""Limits and word lists of the gate."""
