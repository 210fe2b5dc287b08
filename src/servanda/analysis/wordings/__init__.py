"""Wordings: how something was put, by whom, and how that changed from report to report."""
