# make        set up, run the notebooks on the corpus, write figures/
# make test   set up, check everything
# make lab    set up, open JupyterLab on the notebooks
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: all run test lab report test-matplotlib test-browser benchmark lock clean
all: run

run: $(READY)
	env -u CORPUS -u WORD -u FIGURES $(BIN)/python -m analysis.reporting.notebooks notebooks
	@echo "Written: the notebooks, with their results, in notebooks/, and their figures in figures/."
	@echo "Next: make lab (read and change them), or make report CORPUS=FOLDER (your own articles)."

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -n 2 --dist loadfile

# With CORPUS=FOLDER in the environment the notebooks read it, and the committed figures stay as they are.
lab: AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)  # as in a container; Jupyter refuses otherwise
lab: export FIGURES ?= $(if $(CORPUS),$(CURDIR)/build/figures,../figures)
lab: $(READY)
	$(BIN)/jupyter lab --notebook-dir=. $(AS_ROOT) notebooks/01_word_frequencies.ipynb

# make report CORPUS=FOLDER    the three notebooks, one page, figures and tables about your own articles
OUTPUT ?= report
report: $(READY)
	@test -n "$(CORPUS)" || { echo "Which articles? make report CORPUS=FOLDER"; exit 2; }
	$(BIN)/python -m analysis "$(CORPUS)" --output "$(OUTPUT)"

# Arabic in figures under the oldest, an older and the newest Matplotlib, each in an environment of its own.
LABEL_TESTS := tests/test_labels.py tests/test_style.py tests/test_plots.py tests/test_plot_names.py \
  tests/test_plots_time.py
WITH := --with pandas --with networkx --with babel --with arabic-reshaper --with python-bidi --with wordcloud \
  --with fontpkg-noto-sans-arabic --with uharfbuzz --with hypothesis --with pytest
test-matplotlib: mpl-3.8 mpl-3.10 mpl-newest
mpl-3.8: PINS := --with "matplotlib==3.8.*" --with "numpy<2" --with "pyparsing<3.2"
mpl-3.10: PINS := --with "matplotlib==3.10.*"
mpl-newest: PINS := --with matplotlib
mpl-%: $(READY)
	$(BIN)/uv run -q --isolated --no-project --python $(BIN)/python $(PINS) $(WITH) \
	  python -m pytest -q -p no:cacheprovider $(LABEL_TESTS)

# The notebooks in a real JupyterLab in a real browser; says so and passes where there is no Chromium.
test-browser: $(READY)
	$(BIN)/python -m pip install -q --disable-pip-version-check "playwright>=1.45"
	$(BIN)/python tests/browser/check.py --screenshots build/screenshots

# make benchmark CORPUS=FILE.jsonl    time and memory at 1x and 10x, other tools beside ours where they are installed
# (PEERS names a Python that has them).
PEERS ?= $(BIN)/python
benchmark: $(READY)
	$(BIN)/python tests/benchmarks/run.py $(CORPUS) --peers $(PEERS)

# Versions and hashes are pinned. uv installs them in seconds; where it cannot work, pip reads the same file.
$(READY): requirements.lock requirements-uv.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "Python 3.11 or newer is needed, this is %d.%d. Try: make PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.lock \
	  && $(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements.lock \
	  || $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $@

# For maintainers: choose the newest versions anew.
COMPILE := $(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
lock: $(READY)
	echo "setuptools>=77" | $(COMPILE) --extra test pyproject.toml - -o requirements.lock
	echo "uv" | $(COMPILE) - -o requirements-uv.lock

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .ruff_cache .hypothesis
