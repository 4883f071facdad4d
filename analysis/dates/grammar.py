"""What a date looks like: a small grammar over word classes, in the tables `date_rules` and `date_parts`.

A pattern is a regular expression whose letters are word classes (`vocabulary.LETTERS`) or parts; blanks mean
nothing. Between two classes stands one space in the text and nothing else. What else may stand there is
written: `[,]` `[-/]` `[(]` `[.]` `:` `|` `%`; `&` is a و and `[+]` another particle joined to the next word.
No part repeats without bound, so matching takes linear time.
"""

from __future__ import annotations

import functools
import re

from ..resources import read_table
from .vocabulary import LETTERS

_NAME = re.compile(r"\[[^\]]*\]|[a-z_]{2,}|\((?!\?)")


@functools.cache
def spell_pattern(pattern: str) -> str:
    """A pattern of the tables as a regular expression: classes become letters, brackets take no group."""
    parts = {row["part"]: row["pattern"] for row in read_table("date_parts")}

    def spell(match: re.Match) -> str:
        name = match[0]
        if name in parts:
            return spell_pattern(parts[name])
        return "(?:" if name == "(" else LETTERS.get(name, name)

    return f"(?:{_NAME.sub(spell, pattern).replace(' ', '')})"


@functools.cache
def grammar() -> re.Pattern[str]:
    """All rules as one pattern; the name of the group that matched is the rule."""
    rules: dict[str, list[str]] = {}
    for row in read_table("date_rules"):
        rules.setdefault(row["rule"], []).append(spell_pattern(row["pattern"]))
    return re.compile("|".join(f"(?P<{rule}>{'|'.join(ways)})" for rule, ways in rules.items()))
