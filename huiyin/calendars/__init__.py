"""Working days and hours. Pure arithmetic over the bank's calendar."""
