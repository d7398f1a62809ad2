"""What every edge of Sigap shares: who is it, may they enter, and one click has one effect."""
