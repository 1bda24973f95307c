import pytest

from constructs_lib.config import (
    COMPONENTS,
    Config,
    Edge,
    Hosts,
    MetacontrollerSettings,
    Models,
    Pages,
    ParentGateway,
    Paths,
    Sidecars,
    Tls,
)
from constructs_lib.releases import RELEASES

SERVING = (*COMPONENTS, "kserve")
HOSTS = Hosts("models.example.com")


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


def with_hosts(hosts=HOSTS, **decisions):
    return Config(components=SERVING, models=Models(exposure=hosts), **decisions)


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_models_are_reached_by_hosts_in_every_release(release):
    assert with_hosts(release=release).model_hosts == HOSTS


def test_metacontroller_comes_with_hosts_as_with_paths():
    assert "metacontroller" in with_hosts().parts


def test_fails_for_hosts_where_the_logins_paths_would_lead_to_models():
    with pytest.raises(ValueError, match="needs Ambient\\(\\): with Sidecars"):
        with_hosts(mesh=Sidecars())
    with pytest.raises(ValueError, match="needs Pages\\(credentials='kept'\\)"):
        with_hosts(edge=Edge(pages=Pages(credentials="forwarded")))


@pytest.mark.parametrize("host", ["models.example.com", "ml.models.example.com"])
def test_fails_for_a_domain_in_which_the_platform_is(host):
    with pytest.raises(ValueError, match="so that a model could have it; choose another"):
        with_hosts(host=host)
    with pytest.raises(ValueError, match="so that a model could have it; choose another"):
        with_hosts(edge=Edge(aliases=(host,)))


def test_hosts_may_be_below_the_platforms_own():
    assert with_hosts(host="example.com").model_hosts == HOSTS


def test_fails_for_hosts_without_a_certificate_where_tls_ends_at_the_edge():
    with pytest.raises(ValueError, match="since TLS ends at kgateway; got None"):
        with_hosts(edge=Edge(tls=Tls()))


def test_fails_for_a_certificate_that_no_listener_would_have():
    with pytest.raises(ValueError, match="but TLS does not end at kgateway; leave it out"):
        with_hosts(Hosts("models.example.com", "models-certificate"))


@pytest.mark.parametrize(
    ("section", "edge"),
    [
        ("http", Edge()),
        ("edge", Edge(parent=ParentGateway(section="edge"))),
        ("https", Edge(tls=Tls())),
        ("http", Edge(tls=Tls())),
    ],
)
def test_fails_for_a_listener_of_the_platforms_host(section, edge):
    certificate = "models-certificate" if isinstance(edge.tls, Tls) else None
    with pytest.raises(ValueError, match="a listener of the platform's host; name one for"):
        with_hosts(Hosts("models.example.com", certificate, section), edge=edge)


@pytest.mark.parametrize("section", ["", "Models", "a.b"])
def test_fails_for_a_listener_of_a_name_that_none_has(section):
    with pytest.raises(ValueError, match="section of Hosts"):
        Hosts("models.example.com", section=section)


@pytest.mark.parametrize("domain", ["*.models.example.com", "models", ""])
def test_fails_for_hosts_below_what_is_no_domain(domain):
    with pytest.raises(ValueError, match="domain of Hosts"):
        Hosts(domain, "models-certificate")


@pytest.mark.parametrize("certificate", ["", "Models"])
def test_fails_for_a_certificate_that_no_secret_can_hold(certificate):
    with pytest.raises(ValueError, match="certificate of Hosts"):
        Hosts("models.example.com", certificate)


@pytest.mark.parametrize("exposure", [Paths(), HOSTS])
def test_fails_for_ways_to_what_knative_serves(exposure):
    with pytest.raises(ValueError, match="Knative routes to models itself"):
        Models(exposure=exposure, mode="serverless", controller_rights="upstream")


@pytest.mark.parametrize("exposure", [Paths(), HOSTS])
def test_fails_where_metacontroller_may_write_routes_everywhere(exposure):
    everywhere = MetacontrollerSettings(rights="upstream")
    with pytest.raises(ValueError, match="lets it do in every namespace; choose"):
        Config(components=SERVING, metacontroller=everywhere, models=Models(exposure=exposure))


def test_metacontroller_may_do_everything_where_no_path_leads_to_a_model():
    everywhere = MetacontrollerSettings(rights="upstream")

    assert Config(components=SERVING, metacontroller=everywhere, models=Models(exposure=None))
