"""Hostile input to every public function: the right result or one clear sentence, in bounded time."""

from __future__ import annotations

import runpy
import warnings
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import analysis
from analysis import (
    highlight,
    label,
    lemmatize,
    make_articles,
    normalize,
    read_corpus,
    rtl,
    segment,
    tokenize,
)

_growth = runpy.run_path(str(Path(__file__).with_name("growth.py")))

ROOT = Path(__file__).parents[1]
BODY = "قالت الوزارة في بيان اليوم الثلاثاء إن القمة ستعقد يوم الأحد في المدينة بحضور الوفود.\n"
ATOMS = (
    "من 1 إلى |يوم |5 يناير 2026 |30 فبراير 2025|رمضان 1446 هـ|أمس |نهاية الأسبوع |عام 9999|"
    "قبل 999999999 سنة |بعد ألف قرن |0/0/0000|(كانون الثاني)/|الساعة 25:61 |منذ |و|ال|لل|"
    "قال الرئيس الفرنسي |باريس |مجلس الأمن |محمد بن |د. |أ.ف.ب.|NATO|bbc.com|3.5|*|?|<b onclick=x>|"
    "</div><script>x</script>|&amp;|\"'><img src=x>|$x$|{0}|[|](|«|\\|\n|\r\n|\t|\0|\x1b|\x85|\u2028|"
    "\ud800|\udfff|\ufffe|\U0010ffff|\u202e|\u2066|\u200f|\ufeff|ا\u0654|\u0654|\u064b|"
    "\u0301\u0301\u0301|ـ|ﻻ|ﷺ|𐤀|😀|٣|۳|İ|اااااااااااااااااااااااااااااااااااااااااااااااااا"
)
TEXT = st.lists(st.sampled_from(ATOMS.split("|")) | st.text(max_size=3), max_size=12).map("".join)
INDEX = st.sampled_from([lambda n: range(n), lambda n: [7] * n, lambda n: list("zyx")[:n]])


class Tags(HTMLParser):
    """Every tag and attribute of a page, and its text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.others = set(), set(), []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_decl(self, decl):
        self.others.append(decl)

    handle_comment = handle_pi = handle_decl


def assert_harmless(markup: str) -> None:
    page = Tags(markup)
    assert page.tags <= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "b", "small", "span"}
    assert page.attributes <= {"dir", "lang", "class", "style", "scope", "title", "align"}
    assert not page.others
    markup.encode()


def assert_places(found: pd.DataFrame, articles: pd.DataFrame) -> None:
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    for row in found.to_dict("records"):
        assert texts[row["article"]][row["start"] : row["end"]] == row["text"] != ""


@settings(deadline=None, max_examples=35)
@given(st.lists(TEXT, max_size=3), INDEX)
@example([], lambda n: range(n))
@example(["\n²\ud800منذ ² أيام. 5² يناير"], lambda n: range(n))
@example(["قبل 999999999 سنة", "\ud800 أمس <b onclick=x>باريس</b>"], lambda n: [7] * n)
@example(["قال الرئيس الفرنسي محمد بن"], lambda n: range(n))  # a surname where nobody has a full name
def test_any_text_goes_the_whole_way(texts, index):
    articles = make_articles(texts, published=["2026-01-06"] * len(texts), title=texts)
    articles.index = pd.Index(index(len(texts)))
    before = articles.copy(deep=True)
    tokens = tokenize(articles)
    printed = dict(zip(articles["article"], articles["text"], strict=True))
    words = zip(*(tokens[name] for name in ("article", "start", "end", "word")), strict=True)
    assert all(normalize(printed[name][a:b]) == word for name, a, b, word in words)
    dates, mentions = (
        analysis.find_dates(articles, tokens=tokens),
        analysis.find_actors(articles, tokens=tokens),
    )
    assert_places(dates, articles)
    assert_places(mentions, articles)
    known = dates.dropna(subset=["begin", "until"])
    assert (known["begin"] < known["until"]).all()
    for table in (articles, tokens, dates, mentions, analysis.timeline(dates, articles)):
        assert_harmless(rtl(table, caption="".join(texts)))
    for _, row in articles.iterrows():
        assert_harmless(highlight(row, mentions=mentions, dates=dates))
    pd.testing.assert_frame_equal(articles, before)


@settings(deadline=None, max_examples=60)
@given(TEXT, st.lists(TEXT, min_size=1, max_size=2))
def test_any_query_finds_what_stands_there_or_holds_no_word(query, texts):
    articles = make_articles(texts)
    tokens = tokenize(articles)
    try:
        rows = analysis.concordance(tokens, articles, query)
    except ValueError as error:
        if "holds no word" in str(error):
            return
        raise
    assert_places(rows.rename(columns={"match": "text"}), articles)
    assert_harmless(rtl(rows))


@settings(deadline=None, max_examples=150)
@given(TEXT)
@example("كتب\udfff")
@example("\u200dلا")
def test_any_string_as_a_word_and_as_a_label(text):
    parts = segment(text)
    assert isinstance(parts.stem, str)
    assert isinstance(lemmatize(text), str)
    for native in (True, False):
        drawn = label(text, native=native)
        assert label(drawn, native=native) == drawn
        assert not set(drawn) & set("\0\x1b\x0b\ud800\udfff\ufffe")
        drawn.encode()


FLOODS = (
    "ا|و |ل|\n|[|( |«|. |:|/|1|ـ|\u0654|\u064b|ﻻ|ﷺ|𐤀|\u202e|\0|<|&|$|ا\u0654|1/|12:|a b |من 1 إلى |"
    "يوم |بين 1 و|مئة و|منذ |اليوم الاثنين |كانون الثاني/|5 يناير 2026 و|محمد |بن |عبد |"
    "الرئيس الفرنسي |وزير الخارجية |وفرنسا و|منظمة |أ.ف.ب. |#ا_"
)


@pytest.mark.parametrize("flood", ["و", *FLOODS.split("|")])
def test_repetition_takes_steps_in_proportion(flood):
    def analyse(size: int) -> None:
        text = flood * (size // len(flood))
        articles = make_articles([text], published=["2026-01-06"])
        tokens = tokenize(articles)
        dates = analysis.find_dates(articles, tokens=tokens)
        mentions = analysis.find_actors(articles, tokens=tokens)
        highlight(articles, mentions=mentions, dates=dates)
        segment(text)
        lemmatize(text)
        label(text[:5000])

    assert _growth["grows_in_proportion"](analyse, 2_500)


REFUSED = {
    "texts is one DataFrame": lambda: make_articles(pd.DataFrame({"text": ["خبر"]})),
    "are bytes; decode them": lambda: make_articles([b"x"]),
    "text 1 has no id": lambda: make_articles(["أ", "ب"], article=["a", None]),
    "published: 'soon' is no date": lambda: make_articles(["أ"], published=["soon"]),
    "published is one string": lambda: make_articles(["أ"], published="2026-01-06"),
    "'0001-01-01' is no date": lambda: make_articles(["أ"], published=["0001-01-01"]),
    "title is None; give one string": lambda: make_articles(["أ"], title=None),
    "None is no path": lambda: read_corpus(None),
    "5 is no path": lambda: read_corpus(["a", 5]),
    "a\ufffdb does not exist": lambda: read_corpus("a\ud800b"),
    "must name columns like": lambda: read_corpus(ROOT / "seeds", columns="text"),
    "encoding=5 is no encoding": lambda: read_corpus(ROOT / "seeds", encoding=5),
    "near_duplicates needs the tokens that tokenize": lambda: analysis.near_duplicates(make_articles(["أ"])),
    "drop_duplicates needs the pairs": lambda: analysis.drop_duplicates(
        make_articles(["أ"]), make_articles(["أ"])
    ),
    "the table is no DataFrame but list": lambda: analysis.plot_frequencies([1]),
    "top must be a whole number from 0": lambda: analysis.plot_frequencies(names("أ"), top=-1),
    "ax must be one Axes": lambda: analysis.plot_frequencies(names("أ"), ax=[1]),
    "'count' holds what is no finite": lambda: analysis.plot_frequencies(
        names("أ").assign(count=float("inf"))
    ),
    "no font that Matplotlib can read": lambda: analysis.arabic_style(font=ROOT / "README.md").__enter__(),
    "needs one Axes or Figure, not list": lambda: analysis.save_figure([1], "a"),
    "name='a/b' must be the name of a file": lambda: analysis.save_figure(plt.figure(), "a/b"),
}


def names(*words: str | None) -> pd.DataFrame:
    return pd.DataFrame({"form": pd.Series(words, dtype=object), "count": range(len(words), 0, -1)})


@pytest.mark.parametrize("message", REFUSED)
def test_what_is_refused_is_named(message):
    with pytest.raises((ValueError, TypeError, FileNotFoundError)) as raised:
        REFUSED[message]()
    plt.close("all")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_missing_values_become_empty_text():
    articles = make_articles(["أ", None, float("nan"), pd.NA], title=["x", None, float("nan"), 5])
    assert articles["text"].tolist() == ["أ", "", "", ""]
    assert articles["title"].tolist() == ["x", "", "", "5"]


HOSTILE = (
    "<b onclick=x>&",
    "\ud800\0\x1b\uffff",
    "",
    "$x$ {0} %s \\",
    "\n\n",
    "ا" * 3000,
    "\u202e\u2066abc",
    None,
)


def test_figures_of_hostile_names_are_whole_files(tmp_path):
    table = names(*HOSTILE)
    counts = table.rename(columns={"form": "name", "count": "mentions"}).assign(actor=range(len(table)))
    pairs = table.rename(columns={"form": "name_a", "count": "weight"}).assign(a=range(8), b="x", name_b="x")
    pairs["weight"] = [-1, None, *range(6)]
    day = pd.Timestamp("2026-01-06")
    events = table.rename(columns={"form": "sentence"}).assign(begin=day, until=day + pd.Timedelta(days=1))
    axes = [
        analysis.plot_frequencies(table, title="\ud800\0$"),
        analysis.plot_word_cloud(table.dropna()),
        analysis.plot_actors(counts),
        analysis.plot_network(pairs),
        analysis.plot_timeline(events),
    ]
    for number, ax in enumerate(axes):
        with warnings.catch_warnings(action="ignore"):
            png, svg = analysis.save_figure(ax, f"{number}<b>", folder=tmp_path)
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.parse(svg).iter()}
        assert not tags & {"b", "script", "img"}
        assert png.read_bytes().startswith(b"\x89PNG")
    plt.close("all")
