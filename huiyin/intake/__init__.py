"""Every way in, one call: keeps what came, registers each submission once."""
