"""Who may ask the API, how often, and each effect once."""
