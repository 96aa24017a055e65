"""The registration page: one form, and what is known while it is being written."""
