"""The post-mortem and its action items."""
