"""What subscribers of the status page and its mirror are told."""
