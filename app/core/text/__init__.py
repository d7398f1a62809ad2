"""What people write: cleaned, masked, as Markdown, as rich text."""
