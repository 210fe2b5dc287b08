"""The addresses that a record follows, and what came of asking for them."""
