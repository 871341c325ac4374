"""One authored text in, a release set out: web page, PDF and plain text in every language."""

__version__ = "0.1.0"
