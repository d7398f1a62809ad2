"""What staff decide about a feedback."""
