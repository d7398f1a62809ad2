"""Notices to browsers through their own push services (RFC 8030, 8188, 8291, 8292)."""
