"""Forms: fields, look-ups, the version an edit form was drawn from."""
