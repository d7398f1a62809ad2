"""What moderators decide of a post, and what readers report to them."""
