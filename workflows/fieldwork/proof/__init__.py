"""Proof of the work: photos and the handover report (BAST)."""
