"""What must be true of an edition before it is published, one check a file."""
