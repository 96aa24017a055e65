"""The bank's rules as data: limits, categories, causes, channels."""
