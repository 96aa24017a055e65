"""What every page shares: base page, stylesheet, behaviours, words."""
