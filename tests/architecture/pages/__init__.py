"""Rules that walk every page, form, file and route of the served product."""
