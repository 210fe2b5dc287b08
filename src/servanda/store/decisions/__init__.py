"""What persons decided, scored and graded: kept beside what was read, and applied in views."""
