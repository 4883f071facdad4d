"""Spellings of names, and the matcher against a slow one that anyone can follow."""

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import find_actors, make_articles, tokenize
from analysis.actors.aliases import inflect, variants
from analysis.actors.matching import index_names, match
from analysis.actors.spans import NAME
from analysis.actors.stream import Stream, fold
from analysis.words import counting

PROCLITICS = ["وب", "وك", "ول", "فب", "فك", "فل", "و", "ف", "ب", "ك", "ل"]


def stream_of(*texts):
    articles = make_articles(list(texts))
    return Stream(tokenize(articles, form=False), articles)


def with_proclitics(head):
    """Each written form of a name's first word with the length of what stands before the name."""
    yield head, 0
    for proclitic in PROCLITICS:
        yield proclitic + head, len(proclitic)
        if head.startswith("ال") and proclitic.endswith("ل"):
            yield proclitic + "ل" + head[2:], len(proclitic) - 1


WORD = st.text("الوبف", min_size=1, max_size=6)


@settings(deadline=None)
@given(st.sets(WORD, max_size=8), st.lists(WORD))
def test_the_least_cut_tells_the_head(heads, words):
    heads = {head: i for i, head in enumerate(heads)}
    forms = {(form, cut, value) for head, value in heads.items() for form, cut in with_proclitics(head)}
    words = [*words, *sorted(form for form, _, _ in forms)]
    stream = stream_of(" ".join(words))
    value, cut = stream.read(heads)
    for i, word in enumerate([*stream.spelling.letters.words(), ""]):
        options = {(cut, value) for form, cut, value in forms if form == word} or {(-1, -1)}
        assert cut[i] == min(options)[0]
        assert (cut[i], value[i]) in options


def test_long_corpora_are_read_in_portions(monkeypatch):
    texts = ["زار محمد بن سلمان الصين. قال وزير الخارجية الروسي", "قالت الصين وكوريا الجنوبية", "", "للصين"]
    articles = make_articles(texts * 2)
    whole = find_actors(articles)
    monkeypatch.setattr(counting, "_MANY", 3)
    assert find_actors(articles).equals(whole)
    article = tokenize(articles)["article"].cat.codes.to_numpy()
    parts = list(counting.portions(article))
    assert len(parts) > 3
    assert [0, *(part.stop for part in parts)] == [*(part.start for part in parts), len(article)]


def test_proclitics_of_names():
    text = "الصين بالصين للصين وللصين فلمصر لألمانيا وفي"
    value, cut = stream_of(text).read({"الصين": 7, "مصر": 8, "المانيا": 9})
    assert value.tolist() == [7, 7, 7, 7, 8, 9, -1, -1]
    assert cut.tolist() == [0, 1, 0, 1, 2, 1, -1, -1]


def test_inflected_demonyms():
    forms = set(inflect("اوكراني"))
    assert {fold(w) for w in ("الأوكرانية", "أوكرانيين", "للأوكرانيون", "الأوكرانيتين")} <= forms
    assert {"الجنوب افريقيه", "جنوب افريقيه", "الجنوب الافريقيين"} <= set(inflect("جنوب افريقي"))


def test_spelling_variants():
    assert set(variants("غوتيريش")) == {"جوتيريش", "قوتيريش", "كوتيريش"}
    assert list(variants("لبنان")) == []


def slow_match(words: list[str], aliases: list[str]) -> list[tuple[int, int, int]]:
    """At each place the longest name, least stripped; then go on behind it. One sentence."""
    forms = {}
    for alias in aliases:
        head, *rest = fold(alias).split()
        for form, cut in with_proclitics(head):
            forms.setdefault(form, []).append((cut, head, rest))
    found, place = [], 0
    while place < len(words):
        options = forms.get(words[place], [])
        if options:
            cut = min(c for c, _, _ in options)
            head = next(h for c, h, _ in options if c == cut)
            whole = [r for c, h, r in options if h == head and words[place + 1 : place + 1 + len(r)] == r]
            if whole:
                length = 1 + max(map(len, whole))
                found.append((place, length, cut))
                place += length
                continue
        place += 1
    return found


def named(stream, *aliases):
    """The spans where aliases stand, the row of each its place among them."""
    index, words = index_names((fold(alias), i, NAME) for i, alias in enumerate(aliases))
    return match(stream, index.renumbered(stream.spelling.numbers(words)))


WORDS = ["روسيا", "وروسيا", "الصين", "للصين", "جمهورية", "الشعبية", "في", "كوريا", "وكوريا", "الجنوبية"]
ALIASES = ["روسيا", "الصين", "جمهورية الصين", "جمهورية الصين الشعبية", "كوريا الجنوبية", "الصين الشعبية"]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sets(st.sampled_from(ALIASES)))
def test_the_matcher_is_the_slow_one(words, aliases):
    stream = stream_of(" ".join(words))
    found = named(stream, *sorted(aliases))
    fast = list(zip(found["at"], found["length"], found["cut"], strict=True))
    assert fast == slow_match([fold(word) for word in words], sorted(aliases))


def test_names_end_with_the_sentence_and_at_punctuation_of_two_signs():
    texts = ["كوريا الجنوبية", "كوريا «الجنوبية»", "كوريا. الجنوبية", "كوريا\nالجنوبية", "كوريا - الجنوبية"]
    assert len(named(stream_of(*texts), "كوريا الجنوبية")) == 2


def test_who_claims_an_alias_first_keeps_it():
    found = named(stream_of("فاز الاتحاد"), "الاتحاد", "الاتحاد")
    assert (found["row"].tolist(), found["ref"].tolist()) == ([0], [NAME])


@given(st.text(st.sampled_from("أإآٱىةؤئءاوي بً"), min_size=1, max_size=12))
def test_a_vocabulary_is_folded_as_names_are(text):
    words = tokenize(make_articles([text]), form=False)["word"]
    assert set(stream_of(text).spelling.letters.words()) == set(map(fold, words))


def test_words_are_asked_by_their_letters():
    stream = stream_of("الصين وبالصين صينية")
    assert stream.shaped(("ال", "وبال")).tolist() == [True, True, False, False]
    assert stream.shaped(end=("يه",), least=5).tolist() == [False, False, True, False]
    assert stream.cut(frozenset(["الصين"])).tolist() == [0, 2, -1, -1]


def test_على_is_not_the_name_علي():
    stream = stream_of("على علي")
    assert stream.spelling.letters.words() == ["على", "علي"]
