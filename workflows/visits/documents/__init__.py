"""Surat Tugas and Surat Jalan of a visit."""
