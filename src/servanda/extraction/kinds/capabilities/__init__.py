"""How a report's capabilities are read."""
