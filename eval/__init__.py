"""How well servanda reads: the scorer, the gate, and keys for texts that lie outside the project."""
