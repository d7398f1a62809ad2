"""Rules that make records again and again."""
