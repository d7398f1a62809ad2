"""What staff decide about a bug report."""
