"""The bank as one spreadsheet: five sheets, read and written in the same words."""
