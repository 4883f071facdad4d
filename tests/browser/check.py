"""Look at the notebooks, and at a report, in a real browser.

    python tests/browser/check.py [--notebooks notebooks] [--report report/index.html] [--screenshots FOLDER]

Opens each notebook in JupyterLab as a stranger's (untrusted), then restarts it and runs all of it, in the
light and in the dark theme, and takes a screenshot of each; types a word into the search box; opens the
report at the width of a desk and of a phone. It fails on an error, on anything in stderr, on text set as a
formula, on a table that does not run from right to left, on output that looks different before it is trusted,
on a search without hits, on a page wider than its window, and on any request that leaves this machine. Needs
Chromium and `pip install playwright`; without them it says so.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "apputils-extension/sessionDialogs": {"skipKernelRestartDialog": True},
    # a restart while JupyterLab asks for a subshell leaves it waiting for ever
    "apputils-extension/kernels-settings": {"commsOverSubshells": "disabled", "kernelInfoTimeout": 60_000},
    "notebook-extension/tracker": {"windowingMode": "none"},  # else only what is in view exists
}
LOOK = Path(__file__).with_name("look.js").read_text(encoding="utf-8")
# The sanitizer writes styles with other spaces: as parsed, they are the same.
OUTPUTS = """() => [...document.querySelectorAll('.mathjax_ignore:not(.widget-interact *)')].map(e => {
  e.querySelectorAll('[style]').forEach(x => x.setAttribute('style', x.style.cssText));
  return e.outerHTML.replace(/ style="[^"]*"/, '');
})"""
HEIGHT = (
    "() => Math.max(...[...document.querySelectorAll('.jp-WindowedPanel-outer')].map(e => e.scrollHeight))"
)
RUN_ALL = """async limit => {
  const run = async () => {
    const context = window.jupyterapp.shell.currentWidget.sessionContext;
    await context.ready;
    await context.session.kernel.info;  // restarted before it has answered, a kernel never answers
    return await window.jupyterapp.commands.execute("notebook:restart-run-all") ? "" : "a cell failed";
  };
  const late = new Promise(resolve => setTimeout(resolve, limit, "no end in time"));
  return Promise.race([run(), late]);
}"""
LIMIT = 5 * 60_000  # milliseconds for one notebook
SOUGHT = "رئيس"  # in both samples, and not what the box holds at first
HITS = """word => [...document.querySelectorAll('.widget-interact td b')]
  .filter(match => match.innerText.includes(word)).length"""
WIDTHS = {"": 1200, "-phone": 390}
COUNTS = """() => [...document.querySelectorAll('.jp-CodeCell')]
  .map(cell => cell.querySelector('.jp-InputPrompt').innerText).filter(text => !/\\d/.test(text)).length"""


@contextlib.contextmanager
def jupyterlab(folder: Path, theme: str) -> Iterator[str]:
    """A JupyterLab of its own on 127.0.0.1, that trusts nothing and has no settings of the user's."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    with tempfile.TemporaryDirectory() as home:
        settings = SETTINGS | {"apputils-extension/themes": {"theme": THEMES[theme]}}
        for name, values in settings.items():
            path = Path(home, "settings", "@jupyterlab", f"{name}.jupyterlab-settings")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values))
        places = {
            "JUPYTERLAB_SETTINGS_DIR": f"{home}/settings",
            **{f"JUPYTER_{name}_DIR": f"{home}/{name}" for name in ("CONFIG", "DATA", "RUNTIME")},
            "JUPYTERLAB_WORKSPACES_DIR": f"{home}/workspaces",
        }
        command = [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"),
            *(f"--port={port}", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"),
            "--LabApp.expose_app_in_browser=True",
        ]
        with open(f"{home}/log", "w") as log:
            server = subprocess.Popen(command, env=os.environ | places, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}/doc/tree/{{}}?token={token}"
            _wait(f"http://127.0.0.1:{port}/api?token={token}", server, Path(home, "log"))
            yield address
        finally:
            server.terminate()
            server.wait(30)


def _wait(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(120):
        with contextlib.suppress(OSError), urllib.request.urlopen(address):
            return
        if server.poll() is not None:
            break
        time.sleep(0.5)
    raise SystemExit(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


def check_notebook(page, address: str, shots: Path, name: str) -> list[str]:
    """What is wrong with one notebook, before and after it is run."""
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    page.wait_for_timeout(3000)
    problems = [f"untrusted, {problem}" for problem in page.evaluate(LOOK)]
    before = page.evaluate(OUTPUTS)
    screenshot(page, shots / f"{name}-untrusted.png")
    if ran := page.evaluate(RUN_ALL, LIMIT):
        problems.append(f"run: {ran}")
    page.wait_for_timeout(2000)
    problems += page.evaluate(LOOK)
    if page.evaluate(COUNTS):
        problems.append(f"{page.evaluate(COUNTS)} cells were not run")
    if before and before != page.evaluate(OUTPUTS):
        problems.append("HTML outputs differ between untrusted and run")
    screenshot(page, shots / f"{name}-run.png")
    problems += check_search(page)
    page.screenshot(path=shots / f"{name}-end.png")
    return problems


def check_search(page) -> list[str]:
    """What is wrong with the search box, where a notebook has one."""
    if not any("analysis.search" in text for text in page.locator(".jp-CodeCell").all_inner_texts()):
        return []
    box = page.locator(".widget-interact input")
    if box.count() != 1 or not box.input_value() or not page.evaluate(HITS, box.input_value()):
        return ["no search box with its first hits"]
    box.fill(SOUGHT)
    box.press("Enter")
    for _ in range(40):
        if page.evaluate(HITS, SOUGHT):
            return []
        page.wait_for_timeout(500)
    return ["the search box found nothing"]


def screenshot(page, path: Path) -> None:
    """All of a notebook in one picture."""
    page.set_viewport_size({"width": 1200, "height": min(page.evaluate(HEIGHT) + 150, 16_000)})
    page.wait_for_timeout(1500)
    page.screenshot(path=path, full_page=True)
    page.set_viewport_size({"width": 1200, "height": 900})


def check_page(page, path: Path, shots: Path, name: str) -> list[str]:
    """What is wrong with a page opened from its file."""
    page.goto(path.resolve().as_uri())
    page.wait_for_timeout(1500)
    problems = page.evaluate(LOOK)
    for suffix, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(f"wider than a window of {width} pixels")
        page.screenshot(path=shots / f"{name}{suffix}.png", full_page=True)
    if not page.query_selector("nav a"):
        problems.append("no navigation")
    targets = page.eval_on_selector_all(
        "a[href^='#']", "links => links.map(a => a.getAttribute('href').slice(1))"
    )
    lost = [
        t for t in targets if not page.evaluate("id => !!document.getElementById(decodeURIComponent(id))", t)
    ]
    return problems + [f"link to nowhere: #{target}" for target in lost]


def check_theme(browser, theme: str, notebooks: Path | None, report: Path | None, shots: Path) -> list[str]:
    """Everything, in one theme."""
    context = browser.new_context(color_scheme=theme, viewport={"width": 1200, "height": 900})
    problems: list[str] = []

    def local_only(route) -> None:
        if route.request.url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:")):
            return route.continue_()
        problems.append(f"asked for {route.request.url}")
        return route.abort()

    context.route("**/*", local_only)
    page = context.new_page()
    # JupyterLab itself throws "Canceled future" when a kernel restarts before it has answered
    page.on("pageerror", lambda e: "Canceled" in str(e) or problems.append(f"script error: {e}"))
    if notebooks:
        with tempfile.TemporaryDirectory() as copy:  # the run writes figures beside its notebooks
            for folder in (notebooks, ROOT / "seeds"):
                shutil.copytree(folder, Path(copy, folder.name))
            with jupyterlab(Path(copy), theme) as address:
                for path in sorted(notebooks.glob("*.ipynb")):
                    there = address.format(f"{notebooks.name}/{path.name}")
                    found = check_notebook(page, there, shots, f"{path.stem}-{theme}")
                    problems += [f"{path.name}: {problem}" for problem in found]
    if report:
        found = check_page(page, report, shots, f"report-{theme}")
        problems += [f"{report.name}: {problem}" for problem in found]
    context.close()
    return [f"{theme}: {problem}" for problem in problems]


def main() -> int:
    """Run the check; 0 when all is good or there is no browser, 1 when something is wrong."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--notebooks", type=Path, help="default: notebooks/, unless a report is named")
    options.add_argument("--report", type=Path, help="the index.html of a report")
    options.add_argument("--screenshots", type=Path, default=ROOT / "build" / "screenshots")
    given = options.parse_args()
    if not (given.notebooks or given.report):
        given.notebooks = ROOT / "notebooks"
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        browser = None
    if browser is None:
        print("skipped: needs Chromium (on Debian: apt-get install chromium) and pip install playwright")
        return 0
    given.screenshots.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=list(FLAGS))
        problems = []
        for theme in THEMES:
            problems += check_theme(chromium, theme, given.notebooks, given.report, given.screenshots)
        chromium.close()
    print(f"{len(problems)} problems; screenshots in {given.screenshots}")
    print(*problems, sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
