"""Money taken out of the books: reversals and refunds."""
