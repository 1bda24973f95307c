"""The dashboard's links."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from .checks import check_known


@dataclass(frozen=True, slots=True)
class Link:
    """A place that users can go to.

    text: what users see. icon: a name of the dashboard's icon set, where the link has one.
    description: a second line, for documentation links.
    path: below the platform's host for menu and quick links, a URL for others.
    component: what serves it; a link appears only where that component is installed.
    """

    text: str
    path: str
    component: str | None = None
    icon: str | None = None
    description: str | None = None

    def __post_init__(self) -> None:
        if not self.text:
            raise ValueError(f"the link to {self.path!r} has no text")
        if not self.path.startswith(("/", "https://", "http://")):
            raise ValueError(
                f"link {self.text!r} must go to a path such as '/volumes/' or to a URL, "
                f"got {self.path!r}"
            )


@dataclass(frozen=True, slots=True)
class Section:
    """Menu links under one heading.

    text: the heading. icon: a name of the dashboard's icon set. links: what stands below it.
    """

    text: str
    icon: str
    links: tuple[Link, ...]

    def __post_init__(self) -> None:
        if not self.text or not self.links:
            raise ValueError(f"section {self.text!r} needs a heading and at least one link")


MenuEntry = Link | Section

_PIPELINES: Final = "pipelines"

MENU: Final[tuple[MenuEntry, ...]] = (
    Link("Notebooks", "/jupyter/", "jupyter-web-app", icon="book"),
    Link("TensorBoards", "/tensorboards/", "tensorboards-web-app", icon="assessment"),
    Link("Volumes", "/volumes/", "volumes-web-app", icon="device:storage"),
    Link("Katib Experiments", "/katib/", "katib", icon="kubeflow:katib"),
    Link("KServe Endpoints", "/kserve-endpoints/", "kserve", icon="kubeflow:models"),
    Section(
        "Pipelines",
        "kubeflow:pipeline-centered",
        tuple(
            Link(text, f"/pipeline/#/{page}", _PIPELINES)
            for text, page in (
                ("Pipelines", "pipelines"),
                ("Experiments", "experiments"),
                ("Runs", "runs"),
                ("Recurring Runs", "recurringruns"),
                ("Artifacts", "artifacts"),
                ("Executions", "executions"),
            )
        ),
    ),
)

QUICK_LINKS: Final = (
    Link(
        "Create a new Notebook",
        "/jupyter/new",
        "jupyter-web-app",
        description="Kubeflow Notebooks",
    ),
    Link(
        "Upload a Pipeline",
        "/pipeline/#/pipelines",
        _PIPELINES,
        description="Kubeflow Pipelines",
    ),
    Link("View Pipeline Runs", "/pipeline/#/runs", _PIPELINES, description="Pipelines"),
)

_DOCS: Final = "https://www.kubeflow.org/docs/components"

DOCUMENTATION: Final = (
    Link("Kubeflow Website", "https://www.kubeflow.org/", description="The Kubeflow website"),
    Link(
        "Kubeflow Pipelines Documentation",
        f"{_DOCS}/pipelines/",
        _PIPELINES,
        description="Documentation for Kubeflow Pipelines",
    ),
    Link(
        "Kubeflow Notebooks Documentation",
        f"{_DOCS}/notebooks/",
        "jupyter-web-app",
        description="Documentation for Kubeflow Notebooks",
    ),
    Link(
        "Kubeflow Training Operator Documentation",
        f"{_DOCS}/training/",
        "training-operator",
        description="Documentation for Kubeflow Training Operator",
    ),
    Link(
        "Katib Documentation",
        f"{_DOCS}/katib/",
        "katib",
        description="Documentation for Katib",
    ),
)

# Everything that a link may point to, installed or not.
LINKED_COMPONENTS: Final = MappingProxyType(
    {
        "jupyter-web-app": "/jupyter/",
        "tensorboards-web-app": "/tensorboards/",
        "volumes-web-app": "/volumes/",
        "katib": "/katib/",
        "kserve": "/kserve-endpoints/",
        "pipelines": "/pipeline/",
        "training-operator": None,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dashboard:
    """What the dashboard shows, besides upstream's own links.

    menu, quick_links, documentation, external: links of your own, after upstream's.
    registration: let users without a profile make one at their first login.
    Source: apps/centraldashboard/overlays/oauth2-proxy and upstream/overlays/kserve.
    """

    menu: tuple[MenuEntry, ...] = ()
    quick_links: tuple[Link, ...] = ()
    documentation: tuple[Link, ...] = ()
    external: tuple[Link, ...] = ()
    registration: bool = False

    def __post_init__(self) -> None:
        for link in self.own_links():
            if link.component is not None:
                check_known(link.component, LINKED_COMPONENTS, "component of a link")

    def own_links(self) -> Iterator[Link]:
        """Yield every link that is not upstream's."""
        for entry in (*self.menu, *self.quick_links, *self.documentation, *self.external):
            yield from entry.links if isinstance(entry, Section) else (entry,)


def shown_links(links: Iterable[Link], components: frozenset[str]) -> tuple[Link, ...]:
    """Return the links that lead somewhere: to installed components, or outside."""
    return tuple(link for link in links if link.component in {None, *components})


def shown_menu(
    entries: Iterable[MenuEntry], components: frozenset[str]
) -> tuple[MenuEntry, ...]:
    """Return the menu with the links that lead somewhere, and no empty section."""
    kept: list[MenuEntry] = []
    for entry in entries:
        if isinstance(entry, Link):
            kept += shown_links([entry], components)
        elif links := shown_links(entry.links, components):
            kept.append(Section(entry.text, entry.icon, links))
    return tuple(kept)
