"""Files to model: the only stage that reads the newsroom from disk."""
