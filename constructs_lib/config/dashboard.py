"""The dashboard's links."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from .components import Component
from .links import Link, MenuEntry, Section

# The components in the order of upstream's menu and cards; links of other components follow.
_MENU: Final = (
    "jupyter-web-app",
    "tensorboards-web-app",
    "volumes-web-app",
    "katib",
    "kserve-models-web-app",
    "pipelines",
)
_DOCUMENTATION: Final = ("pipelines", "jupyter-web-app", "training-operator", "katib")

_WEBSITE: Final = Link(
    "Kubeflow Website", "https://www.kubeflow.org/", description="The Kubeflow website"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dashboard:
    """The dashboard's links and registration, besides upstream's own links.

    menu, quick_links, documentation, external: links of your own, after upstream's.
    registration: let users without a profile create one at their first login.
    Source: apps/centraldashboard/overlays/oauth2-proxy and upstream/overlays/kserve.
    """

    menu: tuple[MenuEntry, ...] = ()
    quick_links: tuple[Link, ...] = ()
    documentation: tuple[Link, ...] = ()
    external: tuple[Link, ...] = ()
    registration: bool = False

    def own_links(self) -> Iterator[Link]:
        """Yield every link that is not upstream's."""
        for entry in (*self.menu, *self.quick_links, *self.documentation, *self.external):
            yield from entry.links if isinstance(entry, Section) else (entry,)


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownLinks:
    """All links of the dashboard: the components', then an environment's own."""

    menu: tuple[MenuEntry, ...]
    quick_links: tuple[Link, ...]
    documentation: tuple[Link, ...]
    external: tuple[Link, ...]


def shown_links(dashboard: Dashboard, components: Iterable[Component]) -> ShownLinks:
    """Return the links that work: those to these components, and those outside."""
    linked = tuple(components)
    names = {each.name for each in linked}

    def leading(links: Iterable[Link]) -> tuple[Link, ...]:
        return tuple(link for link in links if link.component in {None, *names})

    documented = _in_order(linked, _DOCUMENTATION)
    return ShownLinks(
        menu=(
            *(entry for each in _in_order(linked, _MENU) for entry in each.links.menu),
            *_leading(dashboard.menu, leading),
        ),
        quick_links=(
            *(link for each in _in_order(linked, _MENU) for link in each.links.quick_links),
            *leading(dashboard.quick_links),
        ),
        documentation=(
            _WEBSITE,
            *(link for each in documented for link in each.links.documentation),
            *leading(dashboard.documentation),
        ),
        external=leading(dashboard.external),
    )


def _in_order(components: tuple[Component, ...], first: tuple[str, ...]) -> list[Component]:
    places = {name: place for place, name in enumerate(first)}
    return sorted(components, key=lambda each: places.get(each.name, len(first)))


def _leading(
    entries: Iterable[MenuEntry], leading: Callable[[Iterable[Link]], tuple[Link, ...]]
) -> Iterator[MenuEntry]:
    """Yield the entries whose target is installed, and no empty section."""
    for entry in entries:
        if isinstance(entry, Link):
            yield from leading([entry])
        elif links := leading(entry.links):
            yield Section(entry.text, entry.icon, links)
