"""我的网点: the outlet head's page, drawn for the phone first."""
