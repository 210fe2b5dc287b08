"""Texts with the evidence in them: as W3C annotations, and marked on the printable page."""
