"""Display and matching forms, step by step, and what must never happen to a text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis import normalize
from analysis.normalization import FORMS


@pytest.mark.parametrize(
    ("text", "display", "match", "search"),
    [
        ("قدّمت", "قدّمت", "قدمت", "قدمت"),
        ("العـــربية", "العربية", "العربية", "العربيه"),
        ("إلى أنّ", "إلى أنّ", "إلى أن", "الي ان"),
        ("\u200fمصر\u200e\u00ad", "مصر", "مصر", "مصر"),
        ("می\u200cخواهم", "میخواهم", "ميخواهم", "ميخواهم"),
        ("ﺍﻟﺴﻼﻡ ﻋﻠﻴﻜﻢ", "السلام عليكم", "السلام عليكم", "السلام عليكم"),
        ("إيران ایران کرد", "إيران ایران کرد", "إيران ايران كرد", "ايران ايران كرد"),
        ("٢٠٢٦ ۱۲٪", "٢٠٢٦ ۱۲٪", "2026 12٪", "2026 12٪"),
        ("NATO", "NATO", "nato", "nato"),
        ("ا\u0654سرة", "أسرة", "أسرة", "اسره"),
        ("ا\u064e\u0654سرة", "أ\u064eسرة", "أسرة", "اسره"),
        ("٣,٥ – «نعم»…", "٣,٥ – «نعم»…", "3,5 – «نعم»…", "3,5 – «نعم»…"),
        ("\n  a\tb", "\n  a\tb", "\n  a\tb", "\n  a\tb"),
    ],
)
def test_forms(text, display, match, search):
    assert [normalize(text, form) for form in ("display", "match", "search")] == [display, match, search]


@pytest.mark.parametrize("text", ["ﷺ", "ﷲ", "﷼", "²", "½", "①", "ﬁ", "…", "Å", "\u00a0"])
def test_signs_that_compatibility_forms_would_break_stay(text):
    assert normalize(text, "display") == unicodedata.normalize("NFC", text)


def test_an_isolated_mark_leaves_no_space():
    assert normalize("ب\ufc60", "display") == "ب\u064e\u0651"
    assert normalize("بﹰ") == "ب"


@pytest.mark.parametrize(
    ("step", "text", "folded"),
    [
        ("alef", "أإآٱ", "اااا"),
        ("ya", "ى", "ي"),
        ("ta_marbuta", "ة", "ه"),
        ("hamza", "ؤئ", "وي"),
    ],
)
def test_optional_steps_are_off_until_asked_for(step, text, folded):
    assert normalize(text) == text
    assert normalize(text, add=[step]) == folded


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ("presentation", "ﻻ"),
        ("controls", "\u200fب"),
        ("tatweel", "بـ"),
        ("marks", "بّ"),
        ("persian", "ک"),
        ("digits", "٣"),
        ("case", "A"),
    ],
)
def test_default_steps_can_be_switched_off(step, text):
    assert normalize(text) != text
    assert normalize(text, drop=[step]) == text


def test_unknown_names_are_told():
    with pytest.raises(ValueError, match="no form 'fold'; choose one of display, match, search"):
        normalize("خبر", "fold")
    with pytest.raises(ValueError, match="no step 'alif'; choose from presentation"):
        normalize("خبر", add=["alif"])


@given(st.text() | st.text("اأآ\u0653\u0654\u0655\u064e\u0610ـىیﻻﹰ\u200dİé\u0301E", max_size=12))
@example("\u0610\u0654ا")
def test_a_normal_form_is_normal(text):
    for form in FORMS:
        once = normalize(text, form)
        assert normalize(once, form) == once
        assert normalize(normalize(text, "display"), form) == once


@given(st.text("ابتةى أ٣A«»\n\u064b\u0651ـ", max_size=30))
def test_display_takes_away_only_what_is_not_seen(text):
    assert sorted(normalize(text, "display")) == sorted(text.replace("ـ", ""))
