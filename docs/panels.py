"""Write the tables of dashboards.md: every panel, its expressions, what to read from it.

The panels are read from the package, who serves their metrics from dashboards/metrics.py.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from constructs_lib.config.dashboards import DASHBOARDS, NEEDS, DashboardName, dashboard
from dashboards.metrics import SERVED

_PAGE: Final = Path(__file__).with_name("dashboards.md")
# Below it, nothing is written by hand.
_MARK: Final = "<!-- The rest is written by `make docs`. -->\n"
_METRICS: Final = """
## Where the metrics are from

| metrics | served by | source |
|---|---|---|
"""


def page() -> str:
    """Return the page."""
    written = _PAGE.read_text(encoding="utf-8").partition(_MARK)[0]
    parts = [written, _MARK, *(_section(dashboard(name), name) for name in DASHBOARDS)]
    rows = [
        f"| {', '.join(f'`{name}`' for name in served.names)} "
        f"| {', '.join(served.by)} | {served.file} |\n"
        for served in SERVED
    ]
    return "".join([*parts, _METRICS, *rows])


def _section(found: Mapping[str, Any], name: DashboardName) -> str:
    head = [
        f"\n## {found['title'].removeprefix('Kubeflow: ')}\n",
        f"\n`{name}`: {found['description']}\n",
        "\n| panel | expression | what to read from it |\n|---|---|---|\n",
    ]
    return "".join([*head, *_rows(found["panels"])])


def _rows(panels: list[dict[str, Any]]) -> Iterator[str]:
    for panel in panels:
        if panel["type"] == "row":
            yield f"| **{panel['title']}** | | |\n"
            continue
        expressions = "<br>".join(map(_expression, panel["targets"]))
        yield f"| {panel['title']} | {expressions} | {panel['description']} |\n"


def _expression(query: Mapping[str, Any]) -> str:
    """Return an expression, and what it needs besides a port that is read."""
    needs = query[NEEDS]
    more = [*needs.get("of", ()), *([needs["source"]] if "source" in needs else [])]
    if "records" in needs:
        more.append("usage")
    escaped = query["expr"].replace("|", "\\|")
    return f"`{escaped}`" + (f" ({', '.join(more)})" if more else "")


if __name__ == "__main__":
    _PAGE.write_text(page(), encoding="utf-8")
