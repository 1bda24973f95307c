"""The dashboard's links."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from .checks import check_elsewhere, check_no_credentials, is_url
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


# Browsers take `//` at the beginning for another host.
_LINK: Final = re.compile(r"https?://[a-z0-9][-a-z0-9.]*(:\d{1,5})?(/\S*)?|/(?!/)\S*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Charts:
    """The charts on the dashboard's home page: CPU of nodes, CPU and memory of pods.

    Every user sees the totals of the whole cluster: the dashboard's queries name no profile.
    prometheus: the URL of a Prometheus, such as `http://prometheus.monitoring.svc:9090`, which
    the dashboard queries with neither a token nor the user's name. link: a URL or a path of
    the platform's host that the charts lead to; None for none.
    Source: app/prometheus_metrics_service.ts in components/centraldashboard of
    kubeflow/kubeflow v1.9.2.
    Raises ValueError for any other URL, and for one with a password.
    """

    prometheus: str
    link: str | None = None

    def __post_init__(self) -> None:
        check_no_credentials(
            self.prometheus,
            "the URL of Prometheus",
            instead=(
                "let its policies admit the dashboard's account in 'kubeflow': "
                "'centraldashboard', or 'dashboard' since 26.03.1"
            ),
        )
        # A query would be cut off by the server.
        if not is_url(self.prometheus):
            raise ValueError(
                "the URL of Prometheus must look like "
                f"'http://prometheus.monitoring.svc:9090', got {self.prometheus!r}"
            )
        host = urlsplit(self.prometheus).hostname or ""
        check_elsewhere(host, "the host of Prometheus")
        if self.link is not None and not _LINK.fullmatch(self.link):
            raise ValueError(
                "the charts' link must be a URL or a path such as '/grafana/', got "
                f"{self.link!r}"
            )

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables of the dashboard's server."""
        link = {} if self.link is None else {"METRICS_DASHBOARD": self.link}
        return {"PROMETHEUS_URL": self.prometheus, **link}


@dataclass(frozen=True, kw_only=True, slots=True)
class Dashboard:
    """The dashboard's links, registration and charts, besides upstream's own links.

    menu, quick_links, documentation, external: links of your own, after upstream's.
    registration: let users without a profile create one at their first login.
    charts: of the cluster's load, for every user; None, the default and upstream's, for none.
    Source: apps/centraldashboard/overlays/oauth2-proxy and upstream/overlays/kserve.
    """

    menu: tuple[MenuEntry, ...] = ()
    quick_links: tuple[Link, ...] = ()
    documentation: tuple[Link, ...] = ()
    external: tuple[Link, ...] = ()
    registration: bool = False
    charts: Charts | None = None

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
