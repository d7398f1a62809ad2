"""Incoming support mail: parsed without ever raising, classed, threaded, and freed of what it quotes."""
