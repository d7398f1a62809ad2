"""From event to delivery to sent message."""
