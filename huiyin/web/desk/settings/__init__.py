"""The bank as the system knows it: for the three administrators, who never see a complaint."""
