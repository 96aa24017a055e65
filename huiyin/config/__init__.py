"""The porch: settings, addresses and the server's entrance. Wiring only, no logic."""
