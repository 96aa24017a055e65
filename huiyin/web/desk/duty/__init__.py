"""值班与交接: the roster, who is away, who stands in, and what is to be handed over."""
