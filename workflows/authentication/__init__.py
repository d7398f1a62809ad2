"""Sessions, second factors, linked identities."""
