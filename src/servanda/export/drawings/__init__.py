"""Drawings that are not the timeline, and drawings as files of their own: SVG and PNG."""
