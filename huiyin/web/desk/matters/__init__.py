"""群体与重大: what several complaints have in common, on one page."""
