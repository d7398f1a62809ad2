"""Screens of the help centre."""

from admin_views.framework.registration import Screen
from admin_views.help.articles import ArticleView
from admin_views.help.categories import HelpCategoryView
from admin_views.help.gaps import GapView, SynonymView
from app.core.i18n import N_
from app.models.help.article import Article, HelpCategory
from app.models.help.searches import HelpGap, HelpSynonym

__all__ = ["SCREENS"]

GROUP = N_("Bantuan")
SCREENS = (
    Screen(
        view=ArticleView,
        model=Article,
        name=N_("Artikel"),
        group=GROUP,
        endpoint="articles",
        entry="help",
        url="articles",
        icon="info",
        place=10,
    ),
    Screen(
        view=GapView,
        model=HelpGap,
        name=N_("Tidak ditemukan"),
        group=GROUP,
        endpoint="help_gaps",
        entry="help",
        url="help_gaps",
        icon="search",
        place=20,
    ),
    Screen(
        view=SynonymView,
        model=HelpSynonym,
        name=N_("Sinonim"),
        group=GROUP,
        endpoint="help_synonyms",
        entry="help",
        url="help_synonyms",
        icon="link",
        place=30,
    ),
    Screen(
        view=HelpCategoryView,
        model=HelpCategory,
        name=N_("Kategori bantuan"),
        group=GROUP,
        endpoint="help_categories",
        entry="help",
        url="help_categories",
        icon="list",
        place=40,
    ),
)
