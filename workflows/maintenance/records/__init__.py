"""Records of maintenance and their steps."""
