"""Forms shared by panel and pages."""
