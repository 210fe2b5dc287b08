"""Parsing: sentences, grammar, people and offices of a text; the only place that knows spaCy."""
