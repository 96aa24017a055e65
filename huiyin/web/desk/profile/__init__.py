"""What one sets for oneself, and the roles one holds."""
