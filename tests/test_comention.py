"""Counts, pairs, graph and words near actors, on texts small enough to count by eye."""

import math

import networkx as nx
import pandas as pd
import pytest

from analysis import (
    actor_words,
    co_mention_graph,
    co_mentions,
    count_actors,
    coverage,
    find_actors,
    make_articles,
    tokenize,
)

TEXTS = ["روسيا والصين. الجيش الروسي\nقطر وروسيا", "روسيا. الصين"]
ARTICLES = make_articles(TEXTS, published=["2026-01-05", "2026-02-01"], source=["أ", "ب"])
MENTIONS = find_actors(ARTICLES, candidates=False)


def rows(table: pd.DataFrame, *columns: str) -> list[list]:
    return table[list(columns)].to_numpy().tolist()


def test_counts():
    table = count_actors(MENTIONS)
    assert rows(table, "actor", "mentions", "articles") == [["RU", 4, 2], ["CN", 2, 2], ["QA", 1, 1]]
    assert table["share"].tolist() == pytest.approx([4 / 7, 2 / 7, 1 / 7])


def test_counts_by_ref_keep_an_actors_rows_together():
    table = count_actors(MENTIONS, by="ref")
    assert rows(table, "actor", "ref", "mentions") == [
        ["RU", "name", 3],
        ["RU", "demonym", 1],
        ["CN", "name", 2],
        ["QA", "name", 1],
    ]
    assert {"actor", "name", "label", "kind", "ref", "mentions", "articles"} <= set(table.columns)


def test_counts_of_some_refs_and_by_what_the_articles_know():
    table = count_actors(MENTIONS, by="source", refs=["name"], articles=ARTICLES)
    assert rows(table, "source", "actor", "mentions") == [
        ["أ", "RU", 2],
        ["أ", "CN", 1],
        ["أ", "QA", 1],
        ["ب", "CN", 1],
        ["ب", "RU", 1],
    ]
    assert table.groupby("source")["share"].sum().tolist() == pytest.approx([1, 1])
    months = count_actors(MENTIONS, by="month", articles=ARTICLES)["month"]
    assert months.drop_duplicates().tolist() == [pd.Timestamp("2026-01-01"), pd.Timestamp("2026-02-01")]
    assert count_actors(MENTIONS, by="article")["article"].tolist() == ["0", "0", "0", "1", "1"]


def test_wrong_questions():
    with pytest.raises(ValueError, match="needs the articles"):
        count_actors(MENTIONS, by="source")
    with pytest.raises(ValueError, match="columns article and colour"):
        count_actors(MENTIONS, by="colour", articles=ARTICLES)
    with pytest.raises(ValueError, match="no way of naming"):
        count_actors(MENTIONS, refs=["names"])
    with pytest.raises(ValueError, match="within"):
        co_mentions(MENTIONS, within="page")


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ("sentence", [["CN", "RU", 1], ["QA", "RU", 1]]),
        ("paragraph", [["CN", "RU", 2], ["QA", "RU", 1]]),
        ("article", [["CN", "RU", 2], ["CN", "QA", 1], ["QA", "RU", 1]]),
    ],
)
def test_pairs(within, expected):
    assert rows(co_mentions(MENTIONS, within=within, articles=ARTICLES), "a", "b", "weight") == expected


def test_npmi_and_the_example():
    pairs = co_mentions(MENTIONS)  # units: 5 sentences; RU in 4, CN in 2, QA in 1
    expected = math.log((1 / 5) / (4 / 5 * 2 / 5)) / -math.log(1 / 5)
    assert pairs["npmi"][0] == pytest.approx(expected)
    assert rows(pairs, "mentions_a", "mentions_b") == [[2, 4], [1, 4]]
    assert TEXTS[0][pairs["start"][0] : pairs["end"][0]] == "روسيا والصين"
    assert co_mentions(find_actors(make_articles(["روسيا والصين"])))["npmi"].tolist() == [1.0]


def test_refs_limit_the_pairs():
    mentions = find_actors(make_articles(["الجيش الروسي في الصين"]), candidates=False)
    assert len(co_mentions(mentions)) == 1
    assert len(co_mentions(mentions, refs=["name"])) == 0


def test_the_graph_can_be_written_for_gephi(tmp_path):
    graph = co_mention_graph(co_mentions(MENTIONS, within="article"), MENTIONS, min_weight=2)
    assert graph.nodes["RU"] == {"label": "روسيا", "mentions": 2, "kind": "country", "english": "Russia"}
    assert dict(graph.edges)["CN", "RU"]["weight"] == 2
    for write, read in ((nx.write_graphml, nx.read_graphml), (nx.write_gexf, nx.read_gexf)):
        write(graph, tmp_path / "graph")
        back = read(tmp_path / "graph")
        assert dict(back.nodes(data="label")) == {"CN": "الصين", "RU": "روسيا"}
        assert back.edges["CN", "RU"]["weight"] == 2
    assert "روسيا" in (tmp_path / "graph").read_text(encoding="utf-8")


def test_words_near_an_actor():
    articles = make_articles(["خطة روسيا بعيدة. مدينة خطة", "خطة روسيا جديدة جدا. كتاب"])
    tokens = tokenize(articles, form=False)
    mentions = find_actors(articles, tokens=tokens)
    near = actor_words(mentions, tokens, "RU", window=1, by="word", min_count=1)
    assert rows(near, "word", "near", "count") == [["خطة", 2, 3], ["بعيدة", 1, 1], ["جديدة", 1, 1]]
    assert near["log_dice"][0] == pytest.approx(14 + math.log2(2 * 2 / (4 + 3)))
    with pytest.raises(ValueError, match="no actor is called"):
        actor_words(mentions, tokens, "XX")


def test_zero_mentions_keep_the_columns():
    none = find_actors(make_articles(["نص"]))
    for function in (count_actors, co_mentions):
        empty, full = function(none), function(MENTIONS)
        assert list(empty.columns) == list(full.columns)
        assert empty.dtypes.astype(str).tolist() == full.dtypes.astype(str).tolist()
    assert len(co_mention_graph(co_mentions(none))) == 0


def test_a_name_inside_a_longer_one_does_not_meet_it():
    mentions = find_actors(make_articles(["فاز منتخب تونس على منتخب مصر."]))
    pairs = co_mentions(mentions)
    assert not {("TN", "منتخب تونس"), ("EG", "منتخب مصر")} & set(zip(pairs["a"], pairs["b"], strict=True))
    assert len(pairs) >= 1


@pytest.mark.parametrize("name", ["UA", "ua", "Ukraine", "أوكرانيا", "اوكرانيا"])
def test_an_actor_is_asked_for_by_any_of_its_names(name):
    articles = make_articles(["ردت أوكرانيا على خطة السلام"], published=["2026-01-06"])
    tokens = tokenize(articles)
    mentions = find_actors(articles, tokens=tokens)
    assert coverage(articles, mentions=mentions, actor=name)["count"].tolist() == [1]
    assert len(actor_words(mentions, tokens, name, min_count=1))


def test_a_name_that_nobody_bears_is_no_zero():
    articles = make_articles(["زار فولوديمير زيلينسكي باريس"], published=["2026-01-06"])
    mentions = find_actors(articles)
    assert coverage(articles, mentions=mentions, actor="FR")["count"].tolist() == [1]
    assert coverage(articles, mentions=mentions, actor="UA")["count"].tolist() == [0]  # known, not named
    with pytest.raises(ValueError, match="no actor is called 'زيلنسكي'; perhaps"):
        coverage(articles, mentions=mentions, actor="زيلنسكي")
    with pytest.raises(ValueError, match="no actor is called ''"):
        coverage(articles, mentions=mentions, actor="")
