"""What `make dashboards` writes, and what the package has of it."""

import pytest

from constructs_lib.config.dashboards import DASHBOARDS, dashboard
from dashboards.__main__ import FOLDER, main, written


def test_the_package_has_what_make_dashboards_writes():
    assert {file.name: file.read_text() for file in FOLDER.glob("*.json")} == written()


def test_a_file_of_no_dashboard_is_removed(tmp_path, monkeypatch):
    (tmp_path / "gone.json").write_text("{}")
    monkeypatch.setattr("dashboards.__main__.FOLDER", tmp_path)

    main()

    assert {file.name for file in tmp_path.iterdir()} == written().keys()


def panels():
    return [
        pytest.param(name, panel, id=f"{name}-{panel['title']}")
        for name in DASHBOARDS
        for panel in dashboard(name)["panels"]
        if panel["type"] != "row"
    ]


@pytest.mark.parametrize(("name", "panel"), panels())
def test_a_panel_has_one_sentence_of_what_to_read_from_it(name, panel):
    sentence = panel["description"]

    assert sentence.endswith(".")
    assert ". " not in sentence


def test_no_two_panels_of_a_dashboard_have_one_number():
    for name in DASHBOARDS:
        numbers = [panel["id"] for panel in dashboard(name)["panels"]]

        assert len(numbers) == len(set(numbers))


def test_every_query_asks_the_prometheus_that_the_reader_chooses():
    chosen = {"type": "prometheus", "uid": "${datasource}"}

    assert {
        panel["title"]
        for name in DASHBOARDS
        for panel in dashboard(name)["panels"]
        if panel["type"] != "row" and panel["datasource"] != chosen
    } == set()


def test_every_row_has_width_for_its_panels():
    wide = [
        panel["title"]
        for name in DASHBOARDS
        for panel in dashboard(name)["panels"]
        if panel["gridPos"]["x"] + panel["gridPos"]["w"] > 24
    ]

    assert wide == []
