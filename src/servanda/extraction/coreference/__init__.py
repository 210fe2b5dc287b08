"""Coreference: whom a name, a title, "he" or "the two sides" stand for."""
