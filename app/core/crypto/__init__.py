"""Keys that rest sealed in the database, and secrets derived as they leave."""
