"""The list of complaints: words, filters, a page at a time."""
