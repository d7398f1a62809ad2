"""What is known of an incident: severity, impact, personal data."""
