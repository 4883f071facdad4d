"""From articles to mentions of countries, organisations and people, and to tables of them.

`finding` is the way in; `matching` looks up names that are known, `people` finds those that are not.
"""
