"""What is answered without a person."""
