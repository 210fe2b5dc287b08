"""How a report's structures are read."""
