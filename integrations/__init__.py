"""Outside parties, one directory each; nothing here knows of Sigap."""
