"""Attachments: the stored bytes, named by their hash."""
