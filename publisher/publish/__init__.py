"""Artifacts → site: the only stage that writes it."""
