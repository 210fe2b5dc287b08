"""How a report's incidents are read."""
