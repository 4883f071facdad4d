"""What a date looks like: a small grammar over word classes, one rule per kind of expression.

A rule is a regular expression whose letters are word classes (`date_words.LETTERS`) or named parts;
blanks mean nothing. Between two classes stands one space in the text and nothing else. What else may stand
there is written: `,` `-` `/` `(` `)` `.` `:` `|` `%`, `&` for و, `+` for another particle joined to a word.
No part repeats without bound, so matching takes linear time.
"""

from __future__ import annotations

import functools
import re

from .date_words import LETTERS

PARTS = {
    "count": "(digits | number | year | hijri_year | cardinal | vague | long_number)",
    "date_year": "(year era? | hijri_year hijri_era? | long_number"
    " | \\( (year | hijri_year) \\)? hijri_era?)",
    "the_year": "(date_year | year_word (date_year | number era)"
    " | the_unit (year_kind | era | hijri_era){0,2} date_year)",
    "any_month": "(month | risky_month | english_month | father)",
    "month_name": "any_month ( [-/]? any_month | \\( any_month \\)? )?",
    "hijri_name": "(hijri_month | risky_hijri_month)",
    "month_or_hijri": "(month_name | hijri_name)",
    "day_number": "(digits | ordinal | cardinal)",
    "days": "day_number ( ([-/] | &? (to | until) | ,? &) day_number ){0,4}",
    "week_day": "( (deictic | today) ( [,/(]? day? weekday [/)]? )?"
    " | day? weekday (deictic | modifier)? [/)]? )",
    "modifier": "(direction | current | last)",
    "the_period": "(the_unit year_kind? modifier date_year? | (this | same) the_unit"
    " | the_unit (this | same))",
    "within": "(of | in | [+])",
    "of_year": "( [-,/]? (of | [+])? the_year | modifier date_year? | within? the_period )",
    "clock": "( [-,|]? (during | in)? clock_word?"
    " clock_number (: clock_number){1,2} (half_day | day_part | era)? )",
    "clock_number": "(digits | number)",
    "one_unit": "(unit | day | month_word | year_word)",
    "any_unit": "(one_unit | decade_word | counted | plural)",
    "any_plural": "(the_plural | the_dual)",
    "counting": "(before | since | after)",
    "counted_time": "(( count any_unit | dual ) (& half the_unit?)?)",
    "named": "(year | hijri_year | long_number | digits | month_or_hijri | weekday | holiday"
    " | season | deictic)",
    "named_period": "(month_word? month_or_hijri of_year? | the_period | the_year | the_century | the_unit)",
    "the_century": "the_unit (ordinal | cardinal | digits) (era | hijri_era)?",
    "and_year": "( ([-/] | to | until | &) year_word? date_year )",
    "no_year": "(?! [-/.:%] | counted_noun | cardinal)",
}

RULES = {
    "name": "name | name_head (days of?)? month_name | number month_name",
    "numeric": "( (week_day | bare_weekday) [,/(-]? (of | in | matching)? )?"
    " ( (year | hijri_year) [-/.] digits [-/.] digits | digits [-/.] digits [-/.] (year | hijri_year) )"
    " (era | hijri_era)? clock?",
    "nth_weekday": "( weekday (ordinal | last) | (ordinal | last) (weekday | bare_weekday) ) within"
    " named_period",
    "day_month": "(week_day [,]? [/(-]? (in | matching | [+])? )? day? days [.,]? of? month_word? [-/]?"
    " month_or_hijri of_year? hijri_era? clock?"
    " | (week_day [,/(]? )? month_name day_number , date_year clock? | month_name digits date_year"
    " | (week_day [,]?)? english_month [.]? digits ([,]? year)?",
    "day_of_month": "(week_day [,]?)? days within (this the_unit | the_unit (modifier | this | same)?)"
    " | (week_day [,]?)? days (the_unit modifier | current)",
    "nth_period": "( the_unit (ordinal | last) | (ordinal | last) (unit | day) ) within named_period"
    " | (ordinal | last) plural within? named_period"
    " | (the_plural count | count plural | any_plural) (ordinal | last) within? named_period",
    "fraction": "fraction (ordinal | last) within? named_period",
    "holiday": "(ordinal (day | plural))? holiday ( [+]? the_year | modifier date_year? | [+]? the_period )?",
    "decade": "part? decade_name ( of? the_unit (modifier | ordinal | cardinal) )?",
    "century": "part? the_century",
    "season": "this season | part? season ( [+]? the_year | modifier date_year? | (of | [+])? the_period )",
    "years": "year_word (cardinal | number) era? | part date_year"
    " | part? (year_word | the_unit year_kind{0,2} | plural) date_year and_year{0,4} era?",
    "lone_year": "(of | since)? year era? ( [-/] | to | until ) year no_year"
    " | between date_year (& | to) year"
    " | (in | since | until | by | during | between | before | after | of | to)"
    " (year era? | hijri_year hijri_era | long_number) no_year"
    " | (event_head | event_noun) year and_year{0,4} no_year",
    "month": "(part | half)? month_word? month_or_hijri of_year?",
    "deictic": "(deictic | tomorrow | today (?! ordinal | cardinal | same | modifier))"
    " ([,/(]? day? weekday [/)]?)?",
    "weekday_day": "weekday in? (digits | ordinal | cardinal) (?! [^,.] | [,.] (count | ordinal))",
    "weekday": "weekday of (the_unit modifier | this the_unit) | weekday ((before | after)? modifier)?"
    " | (the_unit modifier | this the_unit) day? weekday",
    "lasting": "any_plural (count | of)? few? modifier few? | count (any_plural | any_unit) modifier",
    "period": "(part | last)? ( the_unit (year_kind | before | after)? modifier"
    " | this the_unit | the_unit this )",
    "bracketed_year": "year",
    "part_of_period": "(part | last) the_unit (?! year_kind | era | hijri_era)",
    "ago": "counting about? counted_time | counting about (decade_word | one_unit)"
    " | counting one_unit & half the_unit?"
    " | counting one_unit (?! [(]? named) | (before | since) plural | about? counted_time (?! named)",
}


_NAME = re.compile(r"\[[^\]]*\]|[a-z_]{2,}|\\?\((?!\?)")


def _compile(rule: str) -> str:
    """Spell a rule out: class names become letters, part names their own rule, brackets non-capturing."""

    def spell(match: re.Match) -> str:
        name = match[0]
        if name in LETTERS:
            return LETTERS[name]
        return f"(?:{_compile(PARTS[name])})" if name in PARTS else "(?:" if name == "(" else name

    return re.sub(r"\s+", "", _NAME.sub(spell, rule))


@functools.cache
def grammar() -> re.Pattern[str]:
    """All rules as one pattern; the name of the group that matched is the rule."""
    return re.compile("|".join(f"(?P<{name}>{_compile(rule)})" for name, rule in RULES.items()))
