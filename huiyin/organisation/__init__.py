"""Units, people, roles, and how much each may decide."""
