"""Pages a customer reaches by a link, without login or script."""
