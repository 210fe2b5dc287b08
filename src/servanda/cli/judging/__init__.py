"""Commands for a person's decisions, scores and grades."""
