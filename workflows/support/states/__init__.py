"""What the desk calls the states of tickets."""
