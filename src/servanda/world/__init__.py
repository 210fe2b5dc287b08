"""The world as data: states and their names, organisations, terms of office, country codes."""
