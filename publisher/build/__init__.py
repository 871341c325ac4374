"""The stages in their order: it hands the values of one to the next."""
