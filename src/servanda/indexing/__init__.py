"""Indexing: what the claims come to, brought up to date after each change and kept by the record."""
