"""A newsroom's site as readers and machines meet it, in one table: `nox -s newsroom`."""
