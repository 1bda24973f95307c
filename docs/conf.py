"""How the pages become a site: `make docs`."""

import os
from pathlib import Path
from runpy import run_path
from typing import Any

_VERSION = run_path(str(Path(__file__).parents[1] / "constructs_lib" / "_version.py"))

project = "kubeflow-gitops"
version = release = _VERSION["__version__"]
extensions = ["myst_parser"]
exclude_patterns: list[str] = []
html_theme = "furo"
html_title = f"{project} {version}"
html_copy_source = False
html_show_sphinx = False
html_static_path = ["static"]
html_css_files = ["site.css"]


def _announcement(version: str, address: str | None) -> str:
    """Return which version the pages are about, and where those of another one are.

    address: of the repository, None where the build does not know it.
    """
    state = " (not released)" if ".dev" in version else ""
    tag = f'<a href="{address}/tags">tag</a>' if address else "tag"
    return f"Version {version}{state}. Pages of a release: <code>docs/</code> at its {tag}."


def _address() -> str | None:
    """Return the repository's address, which a workflow of GitHub knows."""
    server, repository = map(os.environ.get, ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY"))
    return f"{server}/{repository}" if server and repository else None


html_theme_options = {"announcement": _announcement(version, _address())}
# Links lead to headings, as on GitHub.
myst_heading_anchors = 4


def _open_files(*event: Any) -> None:
    """Let linked files, such as the picture, open in the browser; Sphinx would save them."""
    context = event[3]
    context["body"] = context.get("body", "").replace(' download=""', "")


def _name_pages(app: Any, tree: Any, _: str) -> None:
    """Show a page's title where the text of a link is its file's name, which GitHub shows."""
    for link in tree.findall(lambda node: node.tagname == "reference"):
        text = link.astext()
        title = app.env.titles.get(text.removesuffix(".md")) if text.endswith(".md") else None
        if title:
            [shown] = link.findall(lambda node: node.tagname == "#text")
            shown.parent.replace(shown, type(shown)(title.astext()))


def setup(app: Any) -> None:
    """Change each page before it is written."""
    app.connect("doctree-resolved", _name_pages)
    app.connect("html-page-context", _open_files)
