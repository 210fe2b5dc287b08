"""How a report's assurances are read."""
