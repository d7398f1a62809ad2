"""Screens of the help centre."""

from admin_views.framework.registration import Screen, screens_of
from admin_views.help.articles import ArticleView
from admin_views.help.categories import HelpCategoryView
from admin_views.help.gaps import GapView, SynonymView
from app.core.i18n import N_
from app.models.help.article import Article, HelpCategory
from app.models.help.searches import HelpGap, HelpSynonym

__all__ = ["SCREENS"]

SCREENS = screens_of(
    N_("Bantuan"),
    Screen(ArticleView, Article, N_("Artikel"), "articles", icon="info", place=10),
    Screen(GapView, HelpGap, N_("Tidak ditemukan"), "help_gaps", icon="search", place=20),
    Screen(SynonymView, HelpSynonym, N_("Sinonim"), "help_synonyms", icon="link", place=30),
    Screen(HelpCategoryView, HelpCategory, N_("Kategori bantuan"), "help_categories", icon="list", place=40),
    entry="help",
)
