"""Pure algorithms on strings: no file, no clock, no network."""
