import pytest

from constructs_lib.config import Charts, Dashboard, Link, Section
from constructs_lib.config.components import (
    ELSEWHERE,
    INSTALLABLE,
    JUPYTER_WEB_APP,
    KATIB,
    Component,
)
from constructs_lib.config.dashboard import shown_links
from constructs_lib.config.links import Links

TO_NOTEBOOKS = Link("Notebooks", "/jupyter/", "jupyter-web-app")
TO_KATIB = Link("Experiments", "/katib/", "katib")
WIKI = Link("Wiki", "https://wiki.example.com")


def test_fails_for_a_link_without_text():
    with pytest.raises(ValueError, match="the link to '/volumes/' has no text"):
        Link("", "/volumes/")


@pytest.mark.parametrize("path", ["volumes/", "ftp://example.com", "www.example.com", ""])
def test_fails_for_a_link_that_leads_to_no_path(path):
    message = f"must lead to a path such as '/volumes/' or to a URL, got '{path}'"
    with pytest.raises(ValueError, match=message):
        Link("Volumes", path)


def test_own_links_are_those_of_every_place():
    links = [Link(text, "/x") for text in "abcde"]
    dashboard = Dashboard(
        menu=(links[0], Section("S", "icon", (links[1],))),
        quick_links=(links[2],),
        documentation=(links[3],),
        external=(links[4],),
    )

    assert list(dashboard.own_links()) == links


def menu(dashboard: Dashboard, *components: Component) -> list[str]:
    return [entry.text for entry in shown_links(dashboard, components).menu]


def test_links_to_absent_components_are_not_shown():
    own = Dashboard(quick_links=(TO_NOTEBOOKS, TO_KATIB, WIKI))

    assert shown_links(own, [KATIB]).quick_links == (TO_KATIB, WIKI)


def test_a_component_brings_its_links():
    shown = shown_links(Dashboard(), [JUPYTER_WEB_APP])

    assert [link.text for link in (*shown.menu, *shown.quick_links)] == [
        "Notebooks",
        "Create a new Notebook",
    ]


def test_upstreams_links_are_in_upstreams_order():
    assert menu(Dashboard(), *INSTALLABLE, *ELSEWHERE) == [
        "Notebooks",
        "TensorBoards",
        "Volumes",
        "Katib Experiments",
        "KServe Endpoints",
        "Pipelines",
    ]


def test_links_of_other_components_come_after_upstreams():
    hello = Component(name="hello", group="Own", links=Links(menu=(Link("Hello", "/hello/"),)))

    assert menu(Dashboard(menu=(WIKI,)), hello, KATIB) == [
        "Katib Experiments",
        "Hello",
        "Wiki",
    ]


def test_a_section_keeps_the_links_that_lead_somewhere():
    section = Section("All", "icon", (TO_NOTEBOOKS, TO_KATIB))
    [entry] = shown_links(Dashboard(menu=(section,)), [ELSEWHERE[1], KATIB]).menu[1:]

    assert entry == Section("All", "icon", (TO_KATIB,))


def test_a_section_without_links_is_not_shown():
    section = Section("All", "icon", (TO_NOTEBOOKS, TO_KATIB))

    assert menu(Dashboard(menu=(section, WIKI))) == ["Wiki"]


def test_fails_for_a_section_without_links():
    with pytest.raises(
        ValueError, match="section 'Team' needs a heading and at least one link"
    ):
        Section("Team", "book", ())


@pytest.mark.parametrize(
    "url",
    [
        "prometheus:9090",
        "http://",
        "ftp://prometheus.monitoring.svc",
        "http://prometheus.monitoring.svc:9090/?x=y",
        "http://prometheus.monitoring.svc:port",
        "http://prometheus.monitoring.svc:99999",
        "http://prometheus..svc",
        "",
    ],
)
def test_fails_for_what_is_no_url_of_a_prometheus(url):
    with pytest.raises(ValueError, match=r"'http://prometheus.monitoring.svc:9090', got '"):
        Charts(prometheus=url)


def test_fails_for_a_prometheus_in_the_dashboards_own_pod():
    with pytest.raises(ValueError, match="the host of Prometheus must be on another machine"):
        Charts(prometheus="http://localhost:9090")


def test_fails_for_a_password_without_repeating_it():
    with pytest.raises(ValueError, match="holds a password or token") as refused:
        Charts(prometheus="http://reader:hunter2@prometheus.example.com")

    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "link", ["", "grafana", "javascript:alert(1)", "/a b", "//example.com/a"]
)
def test_fails_for_charts_that_lead_to_no_page(link):
    with pytest.raises(ValueError, match="must be a URL or a path such as '/grafana/'"):
        Charts(prometheus="http://prometheus.monitoring.svc", link=link)


@pytest.mark.parametrize("link", ["/grafana/d/x?orgId=1", "https://grafana.example.com"])
def test_charts_lead_to_a_page(link):
    charts = Charts(prometheus="https://prometheus.example.com/prometheus", link=link)

    assert charts.environment["METRICS_DASHBOARD"] == link
