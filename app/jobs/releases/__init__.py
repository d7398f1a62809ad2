"""Jobs of releases: backups, drills, and what a rollback still has to do."""
