"""The newsroom in the browser of whoever works in it: what is there, as it will be published."""
