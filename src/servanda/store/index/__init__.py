"""The index: tables derived from claims and decisions, rebuilt at any time."""
