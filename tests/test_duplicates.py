"""near_duplicates against a slow reference, drop_duplicates by hand."""

from __future__ import annotations

import random
from itertools import combinations

import pandas as pd
import pytest

import analysis

STORY = (
    "قالت الوزارة في بيان صدر مساء أمس إن القمة ستعقد يوم الأحد في المدينة بحضور عدد كبير من الوفود "
    "وإن الجلسة الأولى تبدأ صباحا بكلمة للأمين العام ثم تناقش اللجان جدول الأعمال حتى المساء"
)
OTHER = "فاز الفريق بالبطولة بعد مباراة صعبة انتهت بركلات الترجيح وسط حضور جماهيري كبير ملأ المدرجات"


def _tokens(texts):
    return analysis.tokenize(analysis.make_articles(texts), form=False)


def _reference(texts: list[str], threshold: float) -> dict[tuple[str, str], float]:
    sets = []
    for text in texts:
        words = text.split()
        sets.append({tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))} if words else set())
    found = {}
    for (i, a), (j, b) in combinations(enumerate(sets), 2):
        similarity = len(a & b) / max(1, len(a | b))
        if similarity >= threshold:
            found[str(i), str(j)] = round(similarity, 4)
    return found


def test_copies_and_versions_of_one_story():
    pairs = analysis.near_duplicates(_tokens([STORY, OTHER, STORY, STORY + " كما تنقل الجلسات مباشرة"]))
    assert pairs[["article", "other", "exact"]].values.tolist() == [
        ["0", "2", True],
        ["0", "3", False],
        ["2", "3", False],
    ]
    assert pairs["similarity"][0] == 1
    assert 0.8 < pairs["similarity"][1] < 1


@pytest.mark.parametrize("seed", range(5))
def test_all_pairs_of_a_random_corpus_are_found(seed):
    chance = random.Random(seed)
    words = [f"كلمة{chr(0x628 + i)}{chr(0x62D + j)}" for i in range(12) for j in range(12)]
    stories = [chance.choices(words, k=chance.randint(1, 80)) for _ in range(12)]
    texts = []
    for _ in range(40):
        text = list(chance.choice(stories))
        for _ in range(chance.randint(0, 4)):
            text[chance.randrange(len(text))] = chance.choice(words)
        texts.append(" ".join(text))
    pairs = analysis.near_duplicates(_tokens(texts), threshold=0.5)
    found = {(a, b): s for a, b, s in pairs[["article", "other", "similarity"]].values.tolist()}
    expected = _reference(texts, 0.5)
    assert found.items() <= expected.items()
    assert len(found) >= 0.97 * len(expected)
    clear = {pair for pair, similarity in expected.items() if similarity > 0.7}
    assert clear <= found.keys()


def test_a_story_in_very_many_copies_is_one_group():
    texts = [STORY] * 150 + [OTHER]
    articles = analysis.make_articles(texts)
    pairs = analysis.near_duplicates(_tokens(texts))
    assert analysis.drop_duplicates(articles, pairs)["article"].tolist() == ["0", "150"]


def test_the_first_article_of_each_group_stays():
    articles = analysis.make_articles(["أ", "ب", "ت", "ث", "ج"], title=list("abcde"))
    pairs = pd.DataFrame({"article": ["3", "1", "9"], "other": ["4", "3", "0"]})
    kept = analysis.drop_duplicates(articles, pairs)
    assert kept["title"].tolist() == ["a", "b", "c"]
    assert kept.index.tolist() == [0, 1, 2]
    assert len(articles) == 5


def test_nothing_in_nothing_out():
    pairs = analysis.near_duplicates(_tokens([]))
    assert pairs.dtypes.astype(str).to_dict() == {
        "article": "str",
        "other": "str",
        "similarity": "float64",
        "exact": "bool",
    }
    assert len(analysis.near_duplicates(_tokens(["", "", "كلمة"]))) == 0
    empty = analysis.make_articles([])
    pd.testing.assert_frame_equal(analysis.drop_duplicates(empty, pairs), empty)


def test_short_articles_of_the_same_words_are_exact():
    assert analysis.near_duplicates(_tokens(["نعم لا", "نعم لا", "نعم"]))["exact"].tolist() == [True]


@pytest.mark.parametrize("threshold", [0, -1, 1.5])
def test_a_threshold_that_makes_no_sense(threshold):
    with pytest.raises(ValueError, match="threshold"):
        analysis.near_duplicates(_tokens([STORY]), threshold=threshold)
