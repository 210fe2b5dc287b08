"""How a report's commitments are read."""
