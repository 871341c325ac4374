"""Messages and catalogues: what translators get, and what an edition says."""
