import pytest

from constructs_lib.config import Dashboard, Link, Section
from constructs_lib.config.dashboard import (
    DOCUMENTATION,
    LINKED_COMPONENTS,
    MENU,
    QUICK_LINKS,
    shown_links,
    shown_menu,
)

NOTEBOOKS = Link("Notebooks", "/jupyter/", "jupyter-web-app")
KATIB = Link("Experiments", "/katib/", "katib")
WIKI = Link("Wiki", "https://wiki.example.com")


def test_fails_for_a_link_without_text():
    with pytest.raises(ValueError, match="the link to '/volumes/' has no text"):
        Link("", "/volumes/")


@pytest.mark.parametrize("path", ["volumes/", "ftp://example.com", "www.example.com", ""])
def test_fails_for_a_link_that_leads_to_no_path(path):
    message = f"link 'Volumes' must go to a path such as '/volumes/' or to a URL, got '{path}'"
    with pytest.raises(ValueError, match=message):
        Link("Volumes", path)


@pytest.mark.parametrize("place", ["menu", "quick_links", "documentation", "external"])
def test_fails_for_a_link_to_a_component_that_nobody_knows(place):
    link = Link("Spark", "/spark/", "spark")

    with pytest.raises(ValueError, match="unknown component of a link 'spark'; known are"):
        Dashboard(**{place: (link,)})


def test_fails_for_an_unknown_component_within_a_section():
    section = Section("Own", "icons:link", (Link("Spark", "/spark/", "spark"),))

    with pytest.raises(ValueError, match="unknown component of a link 'spark'"):
        Dashboard(menu=(section,))


def test_own_links_are_those_of_every_place():
    links = [Link(text, "/x") for text in "abcde"]
    dashboard = Dashboard(
        menu=(links[0], Section("S", "icon", (links[1],))),
        quick_links=(links[2],),
        documentation=(links[3],),
        external=(links[4],),
    )

    assert list(dashboard.own_links()) == links


def test_upstreams_links_lead_to_known_components():
    stock = Dashboard(menu=MENU, quick_links=QUICK_LINKS, documentation=DOCUMENTATION)
    components = {link.component for link in stock.own_links()}

    assert components == {None, *LINKED_COMPONENTS}


def test_links_to_absent_components_are_not_shown():
    shown = shown_links([NOTEBOOKS, KATIB, WIKI], frozenset({"jupyter-web-app"}))

    assert shown == (NOTEBOOKS, WIKI)


def test_a_section_keeps_the_links_that_lead_somewhere():
    section = Section("All", "icon", (NOTEBOOKS, KATIB))

    assert shown_menu([section], frozenset({"katib"})) == (Section("All", "icon", (KATIB,)),)


def test_a_section_without_links_is_not_shown():
    section = Section("All", "icon", (NOTEBOOKS, KATIB))

    assert shown_menu([section, WIKI], frozenset()) == (WIKI,)


def test_fails_for_a_section_without_links():
    with pytest.raises(
        ValueError, match="section 'Team' needs a heading and at least one link"
    ):
        Section("Team", "book", ())
