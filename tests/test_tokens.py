"""Words and sentences: cases to read, and an obvious slow reference that the fast scan must equal."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis import make_articles, normalize, sentences, tokenize
from analysis.normalization import COMPOSING
from analysis.words import tokens as tokens_module
from analysis.words import vocabulary as vocabulary_module

QUOTES, STOPS, LINES = "\"”»’')]›", "!?؟‼⁇⁈⁉۔", "\n\r\x0b\x0c\x85\u2028\u2029"


def kind(char: str) -> str:
    """A, L or 9 in a word, "" for what is dropped inside words, else what stands between words."""
    for chars, sign in ((QUOTES, '"'), (STOPS, "!"), (LINES, "\n"), (".", "."), ("…", "…")):
        if char in chars:
            return sign
    if char in COMPOSING:
        return "A"
    if "\ud800" <= char <= "\udfff":
        return " "
    if not normalize(char):
        return ""
    mark = char < "\U00010000" and unicodedata.category(char) in ("Mn", "Mc")
    if not char.isalnum() and not mark:
        return " "
    if "0" <= normalize(char) <= "9":
        return "9"
    arabic = r"[\u0620-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufeff]"
    return "A" if re.match(arabic, char) else "L"


SENTENCE_END = re.compile(
    r"""
      \n
    | [!…] (?! "{1,2} [^\n.!…"])
    | (?<=\.) \. (?=\.)
    | (?<!\.) \. (?!\.) (?:
        (?<=[AL9][AL9]\.) (?=A)
      | (?<=AA\.) (?=L)
      | (?![AL9]) (?<![^AL9][AL]\.) (?<!\n9\.) (?<!\n99\.) (?<![.!…][ ]9\.) (?<![.!…][ ]99\.)
    )""",
    re.VERBOSE,
)


def slow_tokens(text: str) -> list[tuple[int, int, int, str]]:
    """Sentence, start, end and word of each token, character by character."""
    kinds = [kind(char) for char in text]
    margin = "\n\n\n\n"
    signs = margin + "".join(kinds) + margin
    places = [i for i, sign in enumerate(kinds) if sign]
    ends = [places[m.start() - 4] for m in SENTENCE_END.finditer(signs) if 4 <= m.start() < len(signs) - 4]
    found, start, sentence, last = [], 0, -1, -1
    while start < len(text):
        if kinds[start] not in ("A", "L", "9"):
            start += 1
            continue
        end = start
        while end < len(text) and kinds[end] in ("A", "L", "9", ""):
            end += 1
        if word := normalize(text[start:end]):
            breaks = sum(place < start for place in ends)
            sentence, last = sentence + (breaks != last), breaks
            found.append((sentence, start, end, word))
        start = end
    return found


def fast_tokens(texts: list[str]) -> list[list[tuple[int, int, int, str]]]:
    articles = pd.DataFrame(
        {"article": [str(i) for i in range(len(texts))], "text": pd.Series(texts, dtype=object)}
    )
    tokens = tokenize(articles, form=False)
    rows: list[list] = [[] for _ in texts]
    columns = [tokens[name].tolist() for name in ("sentence", "start", "end", "word")]
    for article, *row in zip(tokens["article"], *columns, strict=True):
        rows[int(article)].append(tuple(row))
    return rows


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قدّمت", ["قدمت"]),
        ("العـــربية", ["العربية"]),
        ("رئيس،الوزراء:أمس", ["رئيس", "الوزراء", "أمس"]),
        ("#قمة_باريس", ["قمة", "باريس"]),
        ("٢٠٢٦ و۱۲", ["2026", "و12"]),
        ("الـNATO", ["الnato"]),
        ("ﻻ ﺍﻟﺴﻼﻡ", ["لا", "السلام"]),
        ("ا\u0654سرة أسرة", ["أسرة", "أسرة"]),
        ("\u200fمصر\u200e 😀 مصر", ["مصر", "مصر"]),
        ("\ud83dمصر\ude00", ["مصر"]),
        ("𐤀𐤁 مصر", ["𐤀𐤁", "مصر"]),
        ("ﷺ", ["ﷺ"]),
        ("\u0654 ـ \u064b", []),
        ("", []),
    ],
)
def test_words(text, words):
    assert [word for *_, word in fast_tokens([text])[0]] == words


@pytest.mark.parametrize(
    "parts",
    [
        ["قال د. سمير إن اللقاء انتهى.", "ثم غادر."],
        ["بلغت النسبة 3.5 في المئة.", "وانخفضت ١٫٢ لاحقا."],
        ["نقلت أ.ف.ب. عن مصدر أن U.S. Steel تبيع."],
        ["هل انتهت الحرب؟", "لا أحد يعرف…", "ربما!"],
        ['قال: "لن نقبل!" وغادر القاعة.'],
        ['قال: "لن نقبل."', "ثم غادر."],
        ["القاهرة.. مدينة لا تنام."],
        ["وصل؛ ثم غادر، مسرعا."],
        ["عنوان فرعي", "هذه جملة"],
        ["زار bbc.com ثم علّق.", "«انتهى»"],
        ["جملة أولى.", "جملة ثانية بلا مسافة."],
        ["1. البند الأول.", "2. البند الثاني."],
        ["صدر القرار رقم 1701.", "رحّب به لبنان."],
        ["قالها...", "ثم صمت."],
    ],
)
def test_sentences(parts):
    text = " ".join(parts).replace("فرعي ", "فرعي\n").replace("أولى. ", "أولى.")
    articles = make_articles([text, "خبر آخر"])
    spans = sentences(articles, tokenize(articles, form=False))
    mine = spans[spans["article"] == "0"]
    assert [text[a:b] for a, b in zip(mine["start"], mine["end"], strict=True)] == parts
    assert spans["sentence"].tolist() == [*range(len(parts)), 0]


ALPHABET = list(
    'ابتأإآةىيیﻻﷺﹰ٣۳1a.,؛!?؟…\n\r"»«_-ـًّۖ\u0610\u0653\u0654\u0301\u200f\u200d😀𐤀😀𝐀eİßÉﬁ²\ufffd\ud800\udc00\0 '
)
TEXTS = st.lists(st.text(st.sampled_from(ALPHABET), max_size=40) | st.text(max_size=20), max_size=5)


@settings(deadline=None)
@given(TEXTS)
@example(["ا\u0610\u0654", "ا\u064e\u0654", "ا\u0654", "ی\u0654", "ي\u0654"])
@example(["", "\ud800ا", "ا" * 600, "𐤀" * 9, " ", "\n"])
def test_equals_the_slow_reference(texts):
    assert fast_tokens(texts) == [slow_tokens(text) for text in texts]


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_tokens_do_not_depend_on_chunks_or_neighbours(texts):
    together = fast_tokens(texts)
    assert together == [fast_tokens([text])[0] for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens_module, "_CHUNK", 3)
        assert fast_tokens(texts) == together


def test_words_that_share_a_hash_are_told_apart(monkeypatch):
    texts = ["الضمانات والمفاوضات", "المفاوضات والضمانات لا"]
    expected = fast_tokens(texts)
    monkeypatch.setattr(vocabulary_module, "_MULTIPLIER", np.uint64(0))
    assert fast_tokens(texts) == expected


def short_and_long(letters: str) -> tuple[np.ndarray, ...]:
    """Words of one letter each, of 1 to 40: their characters, where each begins, and their lengths."""
    words = [letter * length for length in (1, 4, 5, 8, 9, 12, 13, 40) for letter in letters]
    length = np.array([len(word) for word in words])
    return np.array([*map(ord, "".join(words))] + [0] * 8, np.uint16), length.cumsum() - length, length


def test_words_keep_their_numbers_when_the_table_grows():
    chars, begin, length = short_and_long("ابتثجح")
    vocabulary = vocabulary_module.Vocabulary(bits=3)
    one_by_one = [int(vocabulary.codes(chars, begin[[i]], length[[i]])[0]) for i in range(len(begin))]
    assert len(set(one_by_one)) == len(begin)
    assert vocabulary.codes(chars, begin, length).tolist() == one_by_one
    at_once = vocabulary_module.Vocabulary(bits=3).codes(chars, np.tile(begin, 2), np.tile(length, 2))
    assert len(set(at_once.tolist())) == len(begin)
    assert at_once[: len(begin)].tolist() == at_once[len(begin) :].tolist()


def test_words_looked_up_without_entering_keep_their_number_or_have_none():
    chars, begin, length = short_and_long("اب")
    vocabulary = vocabulary_module.Vocabulary(bits=6)
    known = vocabulary.codes(chars, begin[::2], length[::2])
    size, found = len(vocabulary), vocabulary.codes(chars, begin, length, enter=False)
    assert len(vocabulary) == size
    assert found[::2].tolist() == known.tolist()
    assert set(found[1::2].tolist()) == {-1}


def test_sentence_spans_keep_their_quotes_and_leave_rules_out():
    text = "قال: «نعم.» («لا» أبدا)!\n***\n- ثم غادر\n***"
    articles = make_articles([text])
    spans = sentences(articles, tokenize(articles, form=False))
    found = [text[a:b] for a, b in zip(spans["start"], spans["end"], strict=True)]
    assert found == ["قال: «نعم.»", "(«لا» أبدا)!", "ثم غادر"]


def test_every_word_leads_back_to_the_text():
    text = "أعلنت «الدّولـة» عن ٣ ضَماناتٍ 😀 لأوكرانيا"
    tokens = tokenize(make_articles([text]))
    printed = [normalize(text[a:b]) for a, b in zip(tokens["start"], tokens["end"], strict=True)]
    assert printed == tokens["word"].tolist()


@pytest.mark.parametrize("texts", [[], ["", " \n"]])
def test_no_words_have_the_same_columns(texts):
    articles = make_articles(texts)
    tokens, some = tokenize(articles), tokenize(make_articles(["خبر"]))
    assert len(tokens) == 0
    assert tokens.drop(columns=["article", "word", "form"]).dtypes.equals(
        some.drop(columns=["article", "word", "form"]).dtypes
    )
    assert [str(tokens[name].dtype) for name in ("article", "word", "form")] == ["category"] * 3
    assert len(sentences(articles, tokens)) == 0


def test_bad_articles_are_named():
    with pytest.raises(ValueError, match="make_articles"):
        tokenize(pd.DataFrame({"text": ["خبر"]}))
    with pytest.raises(ValueError, match="two articles are called 'a'"):
        tokenize(pd.DataFrame({"article": ["a", "a"], "text": ["خبر", "خبر"]}))


@pytest.mark.parametrize("wrong", [None, ("a", "b"), pd.DataFrame({"text": ["a"]})])
def test_what_is_no_frame_of_articles_is_refused_in_a_sentence(wrong):
    with pytest.raises(ValueError, match="columns article and text"):
        tokenize(wrong)


def test_an_article_without_a_text_is_named():
    with pytest.raises(ValueError, match="'b' is no text: None"):
        tokenize(pd.DataFrame({"article": ["a", "b"], "text": pd.Series(["x", None], dtype=object)}))


def test_a_word_is_no_other_that_begins_a_longer_one_met_before(monkeypatch):
    monkeypatch.setattr(tokens_module, "_CHUNK", 3)
    texts = ["كتب", "الميلاديون", "الميلادي"]
    assert tokenize(make_articles(texts), form=False)["word"].tolist() == texts
