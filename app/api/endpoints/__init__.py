"""Endpoints that are no transition and no table: claims, fieldwork, downloads, proofs."""
