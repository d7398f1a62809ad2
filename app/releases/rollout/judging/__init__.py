"""What visitors got, and what it says about the new version."""
