"""What walks pages and routes, and reads what they answer."""
