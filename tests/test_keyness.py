"""Keywords and the measures of association, held to published figures."""

from __future__ import annotations

from math import log, log2

import numpy as np
import pytest

from analysis import keywords, make_articles, tokenize
from analysis.words.association import (
    adjust,
    expected,
    g2,
    log_dice,
    log_ratio,
    mutual_information,
    npmi,
    p_value,
    percent_difference,
    simple_g2,
    t_score,
)

NEWS = 14_307_668  # words of the New York Times corpus of Manning and Schütze (1999)


def test_t_score_as_published():  # "new companies", section 5.3.1
    assert float(t_score(8, expected(15_828, 4_675, NEWS))) == pytest.approx(0.999932, abs=1e-6)


@pytest.mark.parametrize(
    ("o", "f1", "f2", "n", "published"),
    [
        (20, 42, 20, NEWS, 18.38),  # "Ayatollah Ruhollah", table 5.14
        (8, 1105, 44, 15e6, 11.3),  # "doctors" and "dentists": Church and Hanks (1990), p. 24
        (9, 6 * 1262, 5277, 1e8, 4.49),  # "bright" at most 3 words from "purple": Davies (Corpora list, 2009)
    ],
)
def test_mutual_information_as_published(o, f1, f2, n, published):
    digits = len(str(published).split(".")[1])
    assert round(float(mutual_information(o, expected(f1, f2, n))), digits) == published


def test_normalised_mutual_information_as_published():  # Bouma (2009): always together, and by chance
    assert npmi([10, 1], [10, 10], [10, 10], 100).tolist() == pytest.approx([1, 0], abs=1e-12)


@pytest.mark.parametrize(
    ("cells", "published"),  # "the swiss", "can be", "previous year", "mineral water"
    [
        ((110, 2442, 111, 29_114), 270.72),
        ((29, 13, 123, 31_612), 263.90),
        ((31, 23, 139, 31_584), 256.84),
        ((10, 0, 3, 31_764), 167.23),
    ],
)
def test_log_likelihood_as_published(cells, published):  # Dunning (1993), table 1
    both, first, second, neither = cells
    assert float(g2(both, second, both + first, second + neither)) == pytest.approx(published, abs=0.005)


def test_log_likelihood_of_two_cells_by_hand():  # Rayson and Garside (2000)
    both = 2 * (15 * log(15 / 10) + 5 * log(5 / 10))
    assert float(g2(15, 5, 1000, 1000, cells=2)) == pytest.approx(both)
    others = 2 * (985 * log(985 / 990) + 995 * log(995 / 990))
    assert g2([15, 5], [5, 15], 1000, 1000).tolist() == pytest.approx([both + others, -both - others])
    assert g2([0, 3], [3, 0], 9, 9, cells=2).tolist() == pytest.approx([-2 * 3 * log(2), 2 * 3 * log(2)])
    with pytest.raises(ValueError, match="cells=3: choose 2 or 4"):
        g2(1, 1, 9, 9, cells=3)


def test_log_likelihood_of_two_cells_as_published():  # Rayson (Corpora list, 2002)
    # keep, keeps, keeping, kept
    learners, natives = [348, 15, 9, 21], [99, 14, 32, 25]
    assert g2(learners, natives, 1e6, 1e6, cells=2).round().tolist() == [147, 0, -14, 0]


@pytest.mark.parametrize(("o", "e"), [(30, 1), (5, 5), (2, 6.5)])
def test_simple_log_likelihood_is_that_of_a_boundless_reference(o, e):  # Evert (2008), appendix A.1
    assert float(simple_g2(o, e)) == pytest.approx(float(g2(o, e * 1e9, 1, 1e9, cells=2)), abs=1e-5)


def test_log_dice_as_published():  # Rychlý (2008): 14 at most; 0 is one meeting per 16,384 occurrences
    assert log_dice([7, 1], [7, 16_384], [7, 16_384]).tolist() == [14, 0]


def test_log_ratio_as_published():  # Hardie (2014): each point doubles the ratio of relative frequencies
    times = np.array([1, 2, 4, 8, 16, 32])
    assert log_ratio(times, 1, 1e6, 1e6).tolist() == [0, 1, 2, 3, 4, 5]


def test_percent_difference_as_published():  # Gabrielatos and Marchi (2011), p. 18
    assert float(percent_difference(206_523, 178_174, 959_641, 1_562_358).round(1)) == 88.7


def test_effect_sizes_by_hand():
    assert log_ratio([4, 1, 0, 3], [1, 1, 2, 0], 100, 100).tolist() == pytest.approx([2, 0, -2, log2(6)])
    assert percent_difference([4, 1, 0, 3], [1, 1, 2, 0], 100, 200).tolist() == pytest.approx(
        [700, 100, -100, np.inf]
    )


def test_significance_as_tabled():  # chi-squared, one degree of freedom
    assert p_value([3.841, -6.635, 10.828, 15.137]).round(5).tolist() == [0.05001, 0.01, 0.001, 0.0001]


def test_adjusted_p_as_published():  # Benjamini and Hochberg (1995): four of fifteen stand at 0.05
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    adjusted = adjust(np.array(p))
    assert (adjusted <= 0.05).sum() == 4
    assert adjusted[[0, 3, 14]].tolist() == pytest.approx([0.0015, 0.0095 * 15 / 4, 1.0])
    assert adjust(np.array(p[::-1])).tolist() == adjusted[::-1].tolist()
    assert adjust(np.empty(0)).tolist() == []


def test_keywords_of_two_groups():
    texts = ["قمة باريس والقمة عن أوكرانيا", "قصف كاراكاس و3 غارات في قصف", "خبر"]
    tokens = tokenize(make_articles(texts))
    one, other = (tokens[tokens["article"] == name] for name in "01")
    table = keywords(one, other).set_index("form")
    assert table.index[0] == "قمة"
    assert table.index[-1] == "قصف"
    assert table.loc["قمة", ["count", "count_reference"]].tolist() == [2, 0]
    assert table.loc["قمة", "per_million"] == pytest.approx(2e6 / 5)
    assert table.loc["قصف", "per_million_reference"] == pytest.approx(2e6 / 6)
    assert table.loc["قمة", "g2"] == pytest.approx(float(g2(2, 0, 5, 6)))
    assert table.loc["قصف", "log_ratio"] == pytest.approx(log2((0.5 / 5) / (2 / 6)))
    assert "خبر" not in table.index
    assert table["g2"].is_monotonic_decreasing
    assert table.index[1:3].tolist() == ["أوكرانيا", "باريس"]
    assert keywords(one, other, min_count=2)["form"].tolist() == ["قمة", "قصف"]
    assert keywords(one, other, cells=2)["g2"][0] == pytest.approx(float(g2(2, 0, 5, 6, cells=2)))
    swapped = keywords(other, one).set_index("form")
    assert swapped.loc["قمة", "g2"] == pytest.approx(-table.loc["قمة", "g2"])


def test_keywords_against_general_arabic():
    tokens = tokenize(make_articles(["الضمانات الأمنية لأوكرانيا ضمانات", "قال إن الضمانات"]))
    table = keywords(tokens, "general")
    assert table["form"][0] == "ضمانات"
    said = table.set_index("form").loc["قال"]
    assert 300 < said["per_million_reference"] < 3000
    assert table["count_reference"].sum() < 1e7
    assert keywords(tokens, "general", by="word")["word"][0] == "الضمانات"


def test_bad_options_are_named():
    tokens = tokenize(make_articles(["خبر"]))
    with pytest.raises(ValueError, match="reference='news': give tokens"):
        keywords(tokens, "news")
    with pytest.raises(ValueError, match="the target has no words"):
        keywords(tokens.head(0), tokens)
    with pytest.raises(ValueError, match="the reference has no words"):
        keywords(tokens, tokens.head(0))
