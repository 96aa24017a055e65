"""The complaint page: one file, the steps open to its reader, and a form for each."""
