"""Tambah Hari: asked by a technician, decided by CS."""
