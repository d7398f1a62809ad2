"""Users, members, sessions, second factors, linked identities, API tokens."""
