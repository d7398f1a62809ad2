"""Pages a customer reaches by a link: no login, one hand, no script needed."""
