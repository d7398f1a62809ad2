"""Headers, rate limits and refusals."""
