"""The processes of one installation under its supervisor."""
