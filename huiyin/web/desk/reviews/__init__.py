"""核查: the ledger of reviews and the page of one."""
