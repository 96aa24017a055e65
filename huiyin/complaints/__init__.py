"""The heart: a complaint, its life, and everything that can be done to it."""
