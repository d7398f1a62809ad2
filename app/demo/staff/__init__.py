"""The company, its people, its members and their accounts."""
