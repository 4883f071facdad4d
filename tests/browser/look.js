// What is wrong with the page as it is drawn: attributes alone do not show what a style sheet overrides.
() => {
  const problems = [];
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const report = (what, element) => problems.push(`${what}: ${(element.innerText || "").trim().slice(0, 60)}`);

  for (const e of all('[data-mime-type="application/vnd.jupyter.stderr"]')) report("stderr", e);
  for (const e of all("mjx-container, .MathJax")) report("set as a formula", e);
  for (const e of all("img")) if (!e.naturalWidth) problems.push("a picture is broken");
  for (const e of all("div.mathjax_ignore")) if (e.scrollWidth > e.clientWidth + 1) report("wider than its place", e);
  for (const table of all("table[dir=rtl]")) {
    const right = all("thead th", table).map((head) => head.getBoundingClientRect().right);
    if (right.some((x, i) => i && x >= right[i - 1])) report("columns from left to right", table);
    for (const cell of all("td", table))
      if (getComputedStyle(cell).textAlign !== cell.style.textAlign) report("alignment lost", cell);
  }
  return problems;
}
