"""One reader for each kind of claim."""
