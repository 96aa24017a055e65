"""The command line: one word per thing an operator does."""
