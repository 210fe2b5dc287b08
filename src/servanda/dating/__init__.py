"""Dating: the day a report appeared, from its own words and from what the record knows."""
