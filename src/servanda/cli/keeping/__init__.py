"""Commands that check, copy and export a record."""
