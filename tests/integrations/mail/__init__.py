"""Mail, in and out."""
