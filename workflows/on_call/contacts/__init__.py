"""Emergency contacts: verified again and again, printed on a card."""
