"""From articles to words, and from words to tables of counts.

`tokens` finds the words, `clitics` cuts them, `frequencies` and its neighbours count them.
"""
