"""Forms: fields, look-ups."""
