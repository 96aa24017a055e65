"""The keys, and where to read on."""
