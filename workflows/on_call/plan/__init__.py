"""The plan: rotations, covers, shifts and emergency numbers."""
