"""Commands that take a person's word."""
