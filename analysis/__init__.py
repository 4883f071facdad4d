"""Arabic news, from a folder of files to tables and figures: words, actors, dates.

Every name below is imported from its module when it is first used, so that `import analysis` stays quick
and a missing optional package is noticed only by who needs it.
"""

from __future__ import annotations

import importlib

_PUBLIC = {
    "normalization": ["normalize"],
    "loading.corpus": ["Corpus", "make_articles", "read_corpus"],
    "loading.duplicates": ["drop_duplicates", "near_duplicates"],
    "words.tokens": ["sentences", "tokenize"],
    "words.clitics": ["Segments", "lemmatize", "segment"],
    "words.stopwords": ["stop_words"],
    "words.frequencies": ["ngrams", "word_frequencies"],
    "words.diversity": ["lexical_diversity", "vocabulary_growth"],
    "words.keyness": ["keywords"],
    "words.comparison": ["sides"],
    "words.choosing": ["fullest_article", "leading_events", "typical_word"],
    "words.collocation": ["collocates"],
    "words.kwic": ["concordance", "dispersion"],
    "actors.finding": ["find_actors"],
    "actors.tables": ["read_actors"],
    "actors.candidates": ["candidate_people"],
    "actors.mention_counts": ["count_actors"],
    "actors.comention": ["actor_words", "co_mention_graph", "co_mentions"],
    "dates.finding": ["find_dates"],
    "dates.dating": ["date_articles"],
    "dates.timelines": ["coverage", "timeline"],
    "figures.labels": ["label"],
    "figures.style": ["arabic_style"],
    "figures.saving": ["save_figure"],
    "figures.wordclouds": ["plot_word_cloud"],
    "figures.bars": ["plot_actors", "plot_frequencies", "plot_keywords"],
    "figures.links": ["plot_network"],
    "figures.places": ["plot_dispersion"],
    "figures.time": ["plot_coverage", "plot_timeline"],
    "display.highlighting": ["highlight"],
    "display.rendering": ["notebook_setup", "rtl"],
    "display.searching": ["search"],
    "reporting.tables": ["save_tables"],
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names}

__all__ = sorted(_HOME)
__version__ = "0.1.0"


def __getattr__(name: str):
    if name == "findings":  # sentences that read a table, for notebooks
        return importlib.import_module(".display.findings", __name__)
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    globals()[name] = value = getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return __all__
