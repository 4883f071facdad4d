"""Dates on an axis: their names in Arabic or English, and a few of them at round days, months or years."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from ..calendars import MONTH_SETS
from .canvas import Canvas

DAY = pd.Timedelta(days=1)
_STEPS = [1, 3, 6, *(12 * n * 10**power for power in range(4) for n in (1, 2, 5))]  # in months


def date_text(canvas: Canvas, day: pd.Timestamp, months: str, parts: str = "dmy") -> str:
    """A date such as 6 يناير 2026 or 6 Jan 2026; `parts` says what is written of day, month and year."""
    from babel.dates import get_month_names

    if months not in MONTH_SETS:
        raise ValueError(f"months must be one of {', '.join(MONTH_SETS)}, not {months!r}")
    width, locale = ("wide", MONTH_SETS[months]) if canvas.rtl else ("abbreviated", "en")
    names = get_month_names(width, "format", locale)
    values = {"d": str(day.day), "m": names[day.month], "y": str(day.year)}
    return canvas.localize(" ".join(values[part] for part in parts))


def round_dates(
    canvas: Canvas, begin: pd.Timestamp, until: pd.Timestamp, months: str
) -> tuple[list[pd.Timestamp], str]:
    """Round days, months or years of a span, as many as there is room for, and which parts to write."""
    january = pd.Timestamp(2026, 1, 1)
    longest = max(len(date_text(canvas, january + n * 31 * DAY, months, "my")) for n in range(12))
    most = max(2, int(canvas.points()[0] / (5 * longest + 20)))
    # as datetimes: a Timedelta has room for 292 years only
    days = max(1, math.ceil((until.to_pydatetime() - begin.to_pydatetime()) / DAY.to_pytimedelta()))
    if days <= 45:
        step = next((n for n in (1, 2, 7) if days <= n * most), 14)
        return [begin.normalize() + n * DAY for n in range(0, days, step)], "dm"
    before, last = (12 * day.year + day.month - 1 for day in (begin - DAY, until - DAY))
    for step in _STEPS:
        whole = range((before // step + 1) * step, last + 1, step)
        if len(whole) <= most:
            break
    return [pd.Timestamp(n // 12, n % 12 + 1, 1) for n in whole], "y" if step >= 12 else "my"


def write_dates(canvas: Canvas, days: Sequence[pd.Timestamp], parts: str, months: str, shift) -> None:
    """Name days on the axis, at a distance behind their beginning; time runs as reading does.

    Where the names are days of months, the first and each that begins a year say which.
    """
    import matplotlib.dates as mdates

    names, year = [], None
    for day in days:
        names.append(date_text(canvas, day, months, "dmy" if parts == "dm" and day.year != year else parts))
        year = day.year
    canvas.name_ticks(mdates.date2num([day + shift for day in days]), names)
