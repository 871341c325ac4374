"""Properties: what holds of every text that hypothesis can think of."""
