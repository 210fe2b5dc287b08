"""Questions about a record answered through its index: only what they need is loaded, by id."""
