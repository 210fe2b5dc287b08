"""How a report's tenures are read."""
