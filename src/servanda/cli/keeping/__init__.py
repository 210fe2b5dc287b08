"""Commands that keep, move, check and export a record."""
