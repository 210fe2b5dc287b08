"""Commands that read reports and texts."""
