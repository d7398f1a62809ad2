"""Pictures from outside, drawn anew before they are kept."""
