"""The facts that documents of visits and money state."""
