"""Pages for people without the panel, webhooks and health."""
