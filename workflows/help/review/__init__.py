"""From a draft to what readers get."""
