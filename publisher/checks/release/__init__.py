"""Checks of a release as a whole: what stands after what, and what is missing."""
