"""What the desk sets up."""
