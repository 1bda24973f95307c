import pytest

from constructs_lib.config import (
    COMPONENTS,
    Config,
    Hosts,
    MetacontrollerSettings,
    Models,
    Paths,
    Sidecars,
)

SERVING = (*COMPONENTS, "kserve")


def test_models_are_reached_by_paths_unless_an_environment_says_otherwise():
    assert Config(components=SERVING).model_exposure == Paths("/serving")


def test_without_kserve_no_path_leads_to_a_model():
    assert Config().model_exposure is None


def test_metacontroller_comes_with_paths_where_nothing_else_needs_it():
    alone = Config(mesh=Sidecars(), components=("profiles", "kserve"))

    assert alone.parts == ("metacontroller",)


def test_metacontroller_stays_away_where_no_path_leads_to_a_model():
    alone = Config(
        mesh=Sidecars(), components=("profiles", "kserve"), models=Models(exposure=None)
    )

    assert alone.parts == ()


@pytest.mark.parametrize(
    "prefix",
    ["serving", "/serving/", "/", "", "/Serving", "/a b", "/a//b", "/.well-known", "/a%2f"],
)
def test_fails_for_a_prefix_that_is_no_path_of_names(prefix):
    with pytest.raises(ValueError, match="prefix of Paths must be lower-case letters"):
        Paths(prefix)


def test_fails_for_a_prefix_that_leaves_routes_no_room():
    with pytest.raises(ValueError, match="128 characters at most"):
        Paths("/" + "a" * 128)


@pytest.mark.parametrize(
    ("prefix", "whose"),
    [("/dex", "the login"), ("/oauth2/x", "the login"), ("/api", "the dashboard")],
)
def test_fails_for_a_prefix_that_is_no_route_and_answered_all_the_same(prefix, whose):
    with pytest.raises(ValueError, match=f"are {whose}'s; choose another"):
        Paths(prefix)


@pytest.mark.parametrize("exposure", ["/serving", 1, ("/serving",)])
def test_fails_for_an_exposure_of_another_type(exposure):
    with pytest.raises(ValueError, match="exposure must be"):
        Models(exposure=exposure)


def test_fails_for_hosts_which_no_gateway_leads_to_behind_the_login():
    hosts = Hosts("models.example.com", "models-certificate")
    with pytest.raises(ValueError, match="past the ingress gateway at which users log in"):
        Models(exposure=hosts)


@pytest.mark.parametrize("domain", ["*.models.example.com", "models", ""])
def test_fails_for_hosts_below_what_is_no_domain(domain):
    with pytest.raises(ValueError, match="domain of Hosts"):
        Hosts(domain, "models-certificate")


@pytest.mark.parametrize("certificate", ["", "Models"])
def test_fails_for_hosts_without_a_certificate_for_all_of_them(certificate):
    with pytest.raises(ValueError, match="certificate of Hosts must"):
        Hosts("models.example.com", certificate)


def test_fails_for_paths_to_what_knative_serves():
    with pytest.raises(ValueError, match="has Knative lead to models"):
        Models(mode="serverless", controller_rights="upstream")


def test_fails_for_paths_where_metacontroller_may_write_routes_everywhere():
    everywhere = MetacontrollerSettings(rights="upstream")
    with pytest.raises(ValueError, match="lets it do in every namespace; choose"):
        Config(components=SERVING, metacontroller=everywhere)


def test_metacontroller_may_do_everything_where_no_path_leads_to_a_model():
    everywhere = MetacontrollerSettings(rights="upstream")

    assert Config(components=SERVING, metacontroller=everywhere, models=Models(exposure=None))
