"""From tables to figures whose Arabic is right: the only room that draws.

`labels` is the only file that shapes text; `canvas` holds what all plots share.
"""
