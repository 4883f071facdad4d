"""What words can be in a name: told for many at once as for each alone, and as the rules say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.actors import names
from analysis.actors.names import are_common, given_names, name_kinds, shares
from analysis.actors.stream import fold, word_class
from analysis.words.lexicon import frequencies

LETTERS = "اويتنهملبكفسعق"  # of proclitics and endings, and two more
words_of_letters = st.text(LETTERS, min_size=1, max_size=8)
WORDS = [fold(word) for word in list(frequencies())[:9000:9]]
formed = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "ال", "و", "ب", "لل", "ي", "ت", "ن"]),
    st.sampled_from(WORDS),
    st.sampled_from(["", "ه", "ها", "ات", "ون", "ا", "ت"]),
)
KINDS = {
    names.NOT: "رئيس في س nato 12 الشركات الشركة بوتينها استقبل للدول يعتزم معتبرا إدخال قررت سيقول",
    names.GIVEN: "أحمد",
    names.MAYBE: "كامل تحسين",
    names.PARTICLE: "فان",
    names.CLOSING: "الدين",
    names.FAMILY: "الوزير الشاعر حداد العطية",
    names.ODD: "شومسكي",
    names.CAN: "شولتس بوتين ماكرون زيلينسكي",
    names.ARTICLE: "البوكمال",
}
some_words = st.lists(words_of_letters | formed | st.sampled_from(["abc", "12", "😀", "وabc"]), max_size=12)


def slow_shares() -> dict[str, float]:
    """The share of every folded word of general Arabic that is not rare: its most frequent spelling's."""
    found: dict[str, float] = {}
    for word, share in frequencies().items():
        if share >= 1e-7:
            found.setdefault(fold(word), share)
    return found


@pytest.fixture(scope="module")
def known() -> dict[str, float]:
    return slow_shares()


def slow_is_common(word: str, known: dict[str, float]) -> bool:
    own = known.get(word, 0)
    if word in word_class("notname", "thing") or (own > 3e-5 and word not in given_names()):
        return True
    base = word[2:] if word.startswith("ال") and len(word) > 4 else word
    stem = base.removesuffix("ه")
    forms = ["ال" + base, base, stem]
    forms += [stem + end for end in ("ه", "ها", "هم", "ت", "وا", "ين", "ات", "ون", "نا", "ا")]
    forms += ["ي" + base, "ت" + base]
    if base[0] in "يتن":
        forms += [person + base[1:] for person in "يتن"]
    others = [known.get(form, 0) for form in dict.fromkeys(forms) if form != word]
    return sum(others) > 0.25 * max(own, 1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_words_are_of_their_kind(kind):
    words = KINDS[kind].split()
    assert name_kinds(map(fold, words)).tolist() == [kind] * len(words)


def test_shares_are_those_of_the_most_frequent_spelling(known):
    asked = [*known, "ززززز", "abc", "كلمةطويلةلايعرفهاأحد"]
    assert shares(asked).tolist() == [known.get(word, 0) for word in asked]


@settings(max_examples=300, deadline=None)
@given(some_words)
def test_common_words_are_those_of_a_slow_count(known, words):
    assert are_common(words).tolist() == [slow_is_common(word, known) for word in words]


@settings(max_examples=100, deadline=None)
@given(some_words)
def test_words_are_told_together_as_alone(words):
    names._kinds.cache_clear()
    together = name_kinds(words).tolist()
    names._kinds.cache_clear()
    assert together == [int(name_kinds([word])[0]) for word in words]
