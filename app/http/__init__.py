"""What every door of the house shares: who is it, may they enter, and one press has one effect."""
