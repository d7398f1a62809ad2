"""What is wrong with backups stands on the work queue until it is well again or somebody says what was done."""
