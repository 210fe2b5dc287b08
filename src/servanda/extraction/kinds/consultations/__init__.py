"""How a report's consultations are read."""
