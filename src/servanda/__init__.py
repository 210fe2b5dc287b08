"""servanda: agreements must be kept, and kept track of."""
