"""Fields of the desk's own on tickets."""
