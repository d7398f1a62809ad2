"""What subscribers of the status page are told, and whom a piece of news concerns."""
