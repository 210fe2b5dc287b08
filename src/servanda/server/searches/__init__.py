"""Searches that people keep: their file, and each as an Atom feed and a calendar."""
