"""The page where users start and stop notebooks."""

from typing import Final

from ..links import DOCS, Link, Links
from .component import Component, IngressRule

JUPYTER_WEB_APP: Final = Component(
    name="jupyter-web-app",
    group="Pages",
    upstream=True,
    images=("jupyter-web-app",),
    needs=("notebook-controller", "admission-webhook"),
    links=Links(
        menu=(Link("Notebooks", "/jupyter/", icon="book"),),
        quick_links=(
            Link("Create a new Notebook", "/jupyter/new", description="Kubeflow Notebooks"),
        ),
        documentation=(
            Link(
                "Kubeflow Notebooks Documentation",
                f"{DOCS}/notebooks/",
                description="Documentation for Kubeflow Notebooks",
            ),
        ),
    ),
    reached_by=(
        IngressRule(
            name="jupyter-web-app",
            pods={"app": "jupyter-web-app"},
            callers=("gateway", "namespace"),
        ),
    ),
    settings="notebooks",
)
