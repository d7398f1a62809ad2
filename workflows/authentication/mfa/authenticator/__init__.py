"""The authenticator app."""
