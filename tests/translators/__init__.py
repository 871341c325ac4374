"""A year of a newsroom, replayed: what translators have to do again, and what readers are told."""
