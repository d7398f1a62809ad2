"""Taking a new version to the people in steps, watching it, taking it back."""
