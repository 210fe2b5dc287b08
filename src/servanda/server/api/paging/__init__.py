"""Pages of lists that are not simply cut: those that stand under days."""
