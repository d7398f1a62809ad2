"""What an incoming text means. Pure: text in, a reading out."""
