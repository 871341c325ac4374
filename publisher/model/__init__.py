"""What things are: frozen dataclasses built on the standard library alone."""
