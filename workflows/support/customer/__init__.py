"""What a customer does with their ticket, by its link or through the channel they came from."""
