"""Labels, badges, rupiah, dates: how facts read on screens, in documents and messages."""
