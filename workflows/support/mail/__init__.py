"""The support desk's mail: to which ticket it belongs, and what follows from it."""
