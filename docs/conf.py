"""How the pages become a site: `make docs`."""

project = "kubeflow-gitops"
extensions = ["myst_parser"]
exclude_patterns: list[str] = []
html_theme = "furo"
html_title = project
html_copy_source = False
html_show_sphinx = False
# Links lead to headings, as on GitHub.
myst_heading_anchors = 4
