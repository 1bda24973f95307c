import re

import pytest
from cdk8s import App, Chart, Testing

from constructs_lib import Ambient, AmbientNamespace, Sidecars
from constructs_lib.kube import made_in, note_made, one_mesh


def charts(app):
    return [Chart(app, name, namespace=name) for name in ("one", "two")]


def test_constructs_of_one_app_may_be_for_one_mesh(app):
    for chart in charts(app):
        one_mesh(chart, Ambient(istio="1.26.2"))


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (
            Sidecars(),
            Ambient(),
            "'two' is for mesh Ambient(), and 'one' of the same app is for S",
        ),
        (
            Ambient(),
            Ambient(istio="1.26.2"),
            "'two' is for mesh Ambient(istio='1.26.2'), and 'one' of the same app is for Ambi",
        ),
    ],
)
def test_fails_for_two_meshes_in_one_app(app, first, second, told):
    one, two = charts(app)
    one_mesh(one, first)
    with pytest.raises(ValueError, match=re.escape(told)):
        one_mesh(two, second)


def test_who_asks_for_the_kind_alone_takes_any_of_the_kind(app):
    one, two = charts(app)
    AmbientNamespace(one, "Namespace", name="team")
    one_mesh(two, Ambient(istio="1.26.2"))
    AmbientNamespace(two, "Namespace", name="another")


def test_fails_for_another_kind_where_the_kind_alone_is_asked_for(app):
    one, two = charts(app)
    one_mesh(one, Ambient(istio="1.26.2"))
    with pytest.raises(
        ValueError, match=r"'two/Namespace' is for mesh Sidecars\(\), and 'one'"
    ):
        AmbientNamespace(two, "Namespace", name="team", mesh=Sidecars())


def test_another_app_may_be_for_another_mesh():
    one_mesh(Chart(App(), "a"), Sidecars())
    one_mesh(Chart(App(), "a"), Ambient())


def test_an_app_knows_what_it_makes(app):
    one, two = charts(app)
    note_made(one, "katib")

    assert (made_in(two), made_in(Chart(App(), "a"))) == (frozenset({"katib"}), frozenset())


def test_an_app_of_cdk8s_testing_is_one_app_too():
    chart = Chart(Testing.app(), "chart", namespace="team")
    one_mesh(chart, Ambient())
    note_made(chart, "katib")

    assert made_in(chart) == {"katib"}
    with pytest.raises(ValueError, match="give both the same"):
        one_mesh(chart, Sidecars())
