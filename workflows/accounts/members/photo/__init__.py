"""A person's photo."""
