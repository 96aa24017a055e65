"""承诺兑现: the ledger of what customers were promised, and the payments of the day."""
