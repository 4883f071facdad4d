"""From articles to time expressions, publication dates and timelines.

`finding` is the way in; `grammar` says which words make an expression, `values` which days it means.
"""
