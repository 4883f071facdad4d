"""From tables and articles to HTML that runs from right to left in a notebook.

`markup` escapes; the others only build on it.
"""
