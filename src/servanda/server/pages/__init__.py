"""The pages of the desk: one module a page, drawn on the server, usable without a script."""
