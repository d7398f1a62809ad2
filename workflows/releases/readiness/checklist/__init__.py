"""The checklist of a release and its evidence."""
