"""The REST interface under /api/v1: the same questions and decisions as the pages, as data."""
