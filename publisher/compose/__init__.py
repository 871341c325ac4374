"""Edition × theme → page: what readers see, before it becomes a file."""
