"""What a ticket is about, how urgent it is, and when it is looked at again."""
