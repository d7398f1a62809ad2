"""Outgoing e-mail over SendGrid's v3 API, and what its event webhook tells of it."""
