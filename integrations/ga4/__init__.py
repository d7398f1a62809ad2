"""Google Analytics 4, written to by its Measurement Protocol."""
