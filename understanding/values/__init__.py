"""Numbers with a meaning: how long it hurts, how old, how bad."""
