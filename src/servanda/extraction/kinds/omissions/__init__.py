"""How a report's omissions are read."""
