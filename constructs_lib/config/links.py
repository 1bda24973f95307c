"""Links of the dashboard."""

from dataclasses import dataclass
from typing import Final

# Upstream's documentation of its components.
DOCS: Final = "https://www.kubeflow.org/docs/components"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the dashboard.

    text: the label. icon: a name of the dashboard's icon set, where the link has one.
    description: a second line, for documentation links.
    path: below the platform's host for menu and quick links, a URL for others.
    component: its target; the link appears only where that component is installed.
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
                f"link {self.text!r} must lead to a path such as '/volumes/' or to a URL, got "
                f"{self.path!r}"
            )


@dataclass(frozen=True, slots=True)
class Section:
    """Menu links under one heading.

    text: the heading. icon: a name of the dashboard's icon set. links: below the heading.
    """

    text: str
    icon: str
    links: tuple[Link, ...]

    def __post_init__(self) -> None:
        if not self.text or not self.links:
            raise ValueError(f"section {self.text!r} needs a heading and at least one link")


MenuEntry = Link | Section


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """A component's links in the dashboard, shown where it is installed.

    menu: entries of the sidebar. quick_links, documentation: cards on the home page.
    """

    menu: tuple[MenuEntry, ...] = ()
    quick_links: tuple[Link, ...] = ()
    documentation: tuple[Link, ...] = ()
