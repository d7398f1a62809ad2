"""Words of the help centre: what a search looks for, and what of an article is found."""

from app.policies.help_words.queries import match_all, match_any, near_words
from app.policies.help_words.stems import MOST_WORDS, read_words, stem, stem_text

__all__ = ["MOST_WORDS", "match_all", "match_any", "near_words", "read_words", "stem", "stem_text"]
