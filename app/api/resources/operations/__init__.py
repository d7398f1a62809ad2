"""What runs and what fails: checks and alarms, incidents, who is on call, releases."""
