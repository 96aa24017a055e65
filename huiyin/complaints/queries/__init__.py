"""What pages and endpoints show of complaints: frozen values made for one page, never a row of a table."""
