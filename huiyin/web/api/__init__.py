"""REST for calling systems: the same commands and queries."""
