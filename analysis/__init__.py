"""Arabic news, from a folder of files to tables and figures: words, actors, dates.

Every name below is imported from its module when it is first used, so that `import analysis` stays quick
and a missing optional package is noticed only by who needs it.
"""

from __future__ import annotations

import importlib

_PUBLIC = {
    "normalization": ["normalize"],
    "corpus": ["Corpus", "make_articles", "read_corpus"],
    "duplicates": ["drop_duplicates", "near_duplicates"],
    "tokens": ["sentences", "tokenize"],
    "clitics": ["Segments", "lemmatize", "segment"],
    "stopwords": ["stop_words"],
    "words": ["lexical_diversity", "ngrams", "vocabulary_growth", "word_frequencies"],
    "keyness": ["keywords"],
    "comparison": ["sides"],
    "choosing": ["fullest_article", "leading_events", "typical_word"],
    "collocation": ["collocates"],
    "kwic": ["concordance", "dispersion"],
    "actors": ["find_actors"],
    "actor_tables": ["read_actors"],
    "people": ["candidate_people"],
    "mention_counts": ["count_actors"],
    "comention": ["actor_words", "co_mention_graph", "co_mentions"],
    "dates": ["find_dates"],
    "dating": ["date_articles"],
    "timelines": ["coverage", "timeline"],
    "labels": ["label"],
    "style": ["arabic_style"],
    "saving": ["save_figure"],
    "wordclouds": ["plot_word_cloud"],
    "plot_bars": ["plot_actors", "plot_frequencies", "plot_keywords"],
    "plot_links": ["plot_network"],
    "plot_places": ["plot_dispersion"],
    "plot_time": ["plot_coverage", "plot_timeline"],
    "display": ["highlight", "notebook_setup", "rtl"],
    "searching": ["search"],
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names}

__all__ = sorted(_HOME)
__version__ = "0.1.0"


def __getattr__(name: str):
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    globals()[name] = value = getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return __all__
