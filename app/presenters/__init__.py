"""Labels, badges, rupiah, dates: how facts read on screens, papers and messages."""
