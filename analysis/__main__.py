"""Run the three notebooks (words, actors, time) on your own articles and write a report.

  python -m analysis my_articles --output report

The report folder holds index.html (one page, opens offline), the executed notebooks, the figures
(PNG, SVG), the tables (CSV for spreadsheets, Parquet) and run.json (versions, options, counts,
skipped files). It appears when all is done; an older report in its place is replaced.
Nothing is downloaded or sent anywhere.

exit codes:
  0  the report is written
  1  the articles could not be read, a notebook failed, or you interrupted it; nothing is written
  2  the command is wrong: unknown option, no such folder, or the report cannot go where you want it
"""

from __future__ import annotations

import argparse
import sys

from . import __version__


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "corpus", metavar="FOLDER", help="your articles: a folder, a file, or a quoted pattern"
    )
    parser.add_argument("--output", default="report", metavar="FOLDER", help="the report (default: report)")
    parser.add_argument("--word", help="the word to follow closely (default: the most typical one)")
    parser.add_argument("--notebooks", metavar="FOLDER", help="notebooks of your own instead of the three")
    parser.add_argument("--version", action="version", version=__version__)
    given = parser.parse_args(arguments)
    try:
        from .reporting.report import ReportError, WrongCommand, write_report  # takes a second

        write_report(given.corpus, given.output, word=given.word, notebooks=given.notebooks)
    except KeyboardInterrupt:
        why = "interrupted; no report was written"
    except WrongCommand as error:
        parser.error(str(error))
    except ReportError as error:
        why = str(error)
    else:
        return 0
    print(f"{parser.prog}: {why}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
