import re
from dataclasses import FrozenInstanceError, replace

import pytest

from constructs_lib import V1_9_1
from constructs_lib.config import (
    CORE,
    DEFAULT_ROW,
    S3,
    UPSTREAM,
    UPSTREAM_CORE,
    AddOn,
    Ambient,
    Applications,
    ApplicationSet,
    AppOfApps,
    ArgoCd,
    AwsIamForServiceAccount,
    ClusterIssuer,
    Config,
    Dashboard,
    Destination,
    Dex,
    Edge,
    Environment,
    GitRepository,
    IamRole,
    Link,
    Login,
    Machine,
    Member,
    NamedRole,
    Notebooks,
    OidcProvider,
    PipelinesSettings,
    PlainHttp,
    Platform,
    PlatformPrerequisites,
    PodDefault,
    Pods,
    Profile,
    ProfileDefaults,
    Quota,
    SecretKey,
    Section,
    Sidecars,
    Spawner,
    TensorBoards,
    UpstreamChoices,
    UserHeader,
    Username,
    VolumeViewers,
)
from tests.logins import CONNECTORS, KEYS


@pytest.mark.parametrize(
    ("host", "message"),
    [
        ("https://kubeflow.example.com", "without scheme, port or path; got 'https://kubefl"),
        ("kubeflow.example.com:8443", "without scheme, port or path; got 'kubeflow.example"),
        ("*.example.com", "host must be a DNS name such as 'kubeflow.example.com', got '*.ex"),
        ("kubeflow", "host must be a DNS name such as 'kubeflow.example.com', got 'kubeflow'"),
        (f"{'k' * 64}.example.com", "host must be a DNS name such as 'kubeflow.example.com'"),
    ],
)
def test_fails_for_a_host_that_is_no_dns_name(host, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        Config(host=host)


@pytest.mark.parametrize("domain", ["", "Cluster.Local", "cluster.local.", "http://cluster"])
def test_fails_for_a_domain_of_the_cluster_that_is_none(domain):
    with pytest.raises(ValueError, match="cluster_domain must be lower-case letters"):
        Config(cluster_domain=domain)


@pytest.mark.parametrize("field", ["istiod_namespace", "root_namespace"])
def test_fails_for_a_profile_that_would_be_a_namespace_of_the_mesh(field):
    environment = Environment("one", Config(mesh=Ambient(**{field: "mesh"})))
    with pytest.raises(ValueError, match="profile 'mesh' has the name of the mesh's"):
        Platform(
            environments=(environment,),
            profiles=(Profile(name="mesh", owner="a@example.com"),),
        )


def test_fails_for_an_unknown_component():
    with pytest.raises(ValueError, match="unknown component 'spark'; known are admission-web"):
        Config(components=(*CORE, "spark"))


def test_fails_for_a_component_that_comes_twice():
    with pytest.raises(ValueError, match="component 'profiles' is given twice"):
        Config(components=("profiles", "profiles"))


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("central-dashboard", "profiles"),
        ("jupyter-web-app", "notebook-controller"),
        ("jupyter-web-app", "admission-webhook"),
        ("volumes-web-app", "pvcviewer-controller"),
        ("tensorboards-web-app", "tensorboard-controller"),
        ("tensorboards-web-app", "admission-webhook"),
    ],
)
def test_fails_without_a_component_that_another_needs(name, needed):
    components = (name, *(other for other in CORE if other not in {name, needed}))

    message = f"{name!r} needs {needed!r}; install both or neither"
    with pytest.raises(ValueError, match=message):
        Config(components=components)


def test_fails_for_settings_of_an_absent_component():
    message = "settings for 'volumes-web-app', which is not installed; installed are profiles"
    with pytest.raises(ValueError, match=message):
        Config(components=("profiles",), workloads={"volumes-web-app": Pods(replicas=2)})


@pytest.mark.parametrize("part", ["metacontroller", "profile-waypoints"])
def test_what_profiles_need_in_ambient_has_settings_of_its_own(part):
    row, pods = DEFAULT_ROW, Pods(node_selector={"zone": "a"})
    defaults = Config(resources={part: row}, workloads={part: pods}).workload_defaults(part)

    assert (defaults.resources, defaults.pods) == (row, pods)


def test_fails_for_settings_of_what_sidecars_do_not_need():
    with pytest.raises(ValueError, match="settings for 'metacontroller', which is not inst"):
        Config(mesh=Sidecars(), components=CORE, workloads={"metacontroller": Pods()})


def test_fails_for_resources_of_an_unknown_component():
    with pytest.raises(ValueError, match="unknown component with resources 'spark'"):
        Config(resources={"spark": DEFAULT_ROW})


@pytest.mark.parametrize(
    "dashboard",
    [
        Dashboard(quick_links=(Link("Models", "/kserve-endpoints/", "kserve"),)),
        Dashboard(
            menu=(Section("Own", "icon", (Link("Models", "/kserve-endpoints/", "kserve"),)),)
        ),
    ],
    ids=["quick link", "within a section"],
)
def test_fails_for_a_link_to_an_absent_component(dashboard):
    message = "link 'Models' leads to 'kserve', which is not installed; installed are profiles"
    with pytest.raises(ValueError, match=message):
        Config(dashboard=dashboard)


@pytest.mark.parametrize("header", ["Kubeflow-UserID", "", "user id", "user:"])
def test_fails_for_a_user_header_that_envoy_does_not_send(header):
    with pytest.raises(ValueError, match=f"as Envoy sends it; got '{header}'"):
        Config(user_header=UserHeader(name=header))


def test_fails_for_a_registry_with_a_scheme():
    with pytest.raises(ValueError, match="registry must have no scheme: write 'mirror"):
        Config(registry="https://mirror.example.com")


@pytest.mark.parametrize(
    ("field", "choices"),
    [
        ("links", "'installed' or 'all'"),
        ("network_policies", "'installed' or 'all'"),
        ("trials", "'installed' or 'all'"),
        ("images", "'pullable' or 'as-shipped'"),
    ],
)
def test_fails_for_a_decision_that_is_no_choice(field, choices):
    with pytest.raises(ValueError, match=f"{field} must be {choices}, got 'none'"):
        UpstreamChoices(**{field: "none"})


def test_decisions_do_not_change_once_they_are_made():
    with pytest.raises(FrozenInstanceError):
        Config().host = "other.example.com"  # type: ignore[misc]


def test_by_default_the_documents_row_is_for_every_component_that_it_names():
    resources = {name: Config().workload_defaults(name).resources for name in CORE}

    assert resources == dict.fromkeys(CORE, DEFAULT_ROW) | {"pvcviewer-controller": None}


def test_a_component_of_its_own_settings_keeps_what_they_leave_open():
    config = Config(
        pods=Pods(replicas=2, pull_secrets=("mirror",)),
        workloads={"profiles": Pods(replicas=1)},
    )

    assert config.workload_defaults("profiles").pods == Pods(
        replicas=1, pull_secrets=("mirror",)
    )


@pytest.mark.parametrize(
    ("replicas", "replicated"), [(None, False), (1, False), (2, True)], ids=repr
)
def test_a_component_of_more_than_one_pod_is_replicated(replicas, replicated):
    defaults = Config(pods=Pods(replicas=replicas)).workload_defaults("profiles")

    assert defaults.replicated is replicated


def test_every_image_of_the_catalogs_registries_comes_from_the_mirror():
    config = Config(
        registry="mirror.example.com", volumes=VolumeViewers(image="example.com/viewer:1")
    )

    references = set(config.image_references())

    references.remove("example.com/viewer:1")
    assert all(reference.startswith("mirror.example.com/") for reference in references)


def test_fails_for_two_images_that_would_be_one_in_the_mirror():
    message = (
        "'docker.io/a/viewer:1' and 'quay.io/a/viewer:1' would both be "
        "'mirror.example.com/a/viewer:1'; give their registries mirrors of their own"
    )
    with pytest.raises(ValueError, match=message):
        Config(
            registry="mirror.example.com",
            volumes=VolumeViewers(image="quay.io/a/viewer:1"),
            tensorboards=TensorBoards(image="a/viewer:1"),
        )


def test_they_are_two_in_mirrors_of_their_own():
    config = Config(
        registry={"docker.io": "mirror.example.com/hub", "quay.io": "mirror.example.com/quay"},
        volumes=VolumeViewers(image="quay.io/a/viewer:1"),
        tensorboards=TensorBoards(image="a/viewer:1"),
    )

    assert {
        "mirror.example.com/hub/a/viewer:1",
        "mirror.example.com/quay/a/viewer:1",
    } <= config.image_references()


def test_one_image_in_two_spellings_is_one_in_the_mirror():
    assert Config(
        registry="mirror.example.com",
        volumes=VolumeViewers(image="docker.io/a/viewer:1"),
        tensorboards=TensorBoards(image="a/viewer:1"),
    )


def test_images_of_the_spawner_are_among_those_that_may_be_named():
    options = map(V1_9_1.reference, Spawner().rstudio.options)  # type: ignore[union-attr]

    assert set(options) <= Config().image_references()


def test_upstream_runs_in_a_mesh_of_sidecars():
    assert UPSTREAM.mesh == Sidecars()


def test_a_cluster_runs_in_the_ambient_mesh_by_default():
    assert Config().mesh == Ambient()


def test_stock_is_the_core_and_differs_only_where_upstream_does_not_work():
    changed = {
        field
        for field in Config.__slots__
        if getattr(UPSTREAM_CORE, field) != getattr(UPSTREAM, field)
    }

    assert changed == {"components", "upstream"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "environment is empty; give it a name such as 'default'"),
        ("Prod", "environment 'Prod' must be lower-case letters"),
        ("../prod", "environment '../prod' must be lower-case letters"),
        ("p" * 64, "has 64 characters; 63 are allowed"),
    ],
)
def test_fails_for_an_environment_of_no_name(name, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        Environment(name)


def test_an_environment_follows_the_repositorys_revision_unless_it_has_its_own():
    environments = (Environment("canary"), Environment("production", revision="production"))
    platform = Platform(environments=environments, repository=GitRepository(revision="live"))

    assert [platform.revision_of(environment) for environment in environments] == [
        "live",
        "production",
    ]


@pytest.mark.parametrize(
    "revision",
    [
        *("", "a b", "-f", "/a", "a/", "a//b", "a..b", "a~1", "a^", "a:b", "a?", "a*", "a[b"),
        *("a\\b", "@", "a@{1}", "a.lock", "a.lock/b", ".a", "a/.b", "a.", "a\nb"),
    ],
)
def test_fails_for_a_revision_that_is_no_branch(revision):
    with pytest.raises(ValueError, match="revision must be a branch such as 'staging', got"):
        Environment("staging", revision=revision)


@pytest.mark.parametrize("revision", ["main", "env/production", "v1.2", "ünïcode", "a-b_c#1"])
def test_a_revision_may_be_whatever_git_takes_as_a_branch(revision):
    assert Environment("staging", revision=revision).revision == revision


@pytest.mark.parametrize("url", ["", "k8s-app-configs", "github.com/example/configs"])
def test_fails_for_a_repository_that_is_no_url(url):
    with pytest.raises(ValueError, match=f"repository must be a URL such as .*, got '{url}'"):
        GitRepository(url=url)


def test_fails_for_an_empty_revision():
    with pytest.raises(ValueError, match="revision is empty; name a branch or tag"):
        GitRepository(revision="")


def test_a_repository_may_be_reached_by_ssh():
    assert GitRepository(url="git@git.example.com:a/b.git").revision == "main"


def test_fails_for_a_platform_without_an_environment():
    with pytest.raises(ValueError, match="a platform needs an environment, such as Environ"):
        Platform(environments=())


def test_fails_for_two_environments_of_one_name():
    with pytest.raises(ValueError, match="environment 'prod' is given twice"):
        Platform(environments=(Environment("prod"), Environment("prod")))


def test_fails_for_two_profiles_of_one_name():
    profiles = (
        Profile(name="team-a", owner="alice@example.com"),
        Profile(name="team-a", owner="bob@example.com"),
    )

    with pytest.raises(ValueError, match="profile 'team-a' is given twice"):
        Platform(profiles=profiles)


def profile(name, *members, owner="a@example.com"):
    return Profile(name=name, owner=owner, members=members)


def test_fails_for_a_role_that_means_two_things():
    profiles = (
        profile("one", Member("b@example.com", NamedRole("scientist", grants="edit"))),
        profile("two", Member("b@example.com", NamedRole("scientist", grants="view"))),
    )

    with pytest.raises(ValueError, match="'scientist' grants both 'edit' and 'view'"):
        Platform(profiles=profiles)


def test_a_role_may_be_given_in_several_profiles():
    member = Member("b@example.com", NamedRole("scientist", grants="edit"))
    profiles = (profile("one", member), profile("two", member))

    assert Platform(profiles=profiles).profiles == profiles


@pytest.mark.parametrize(
    "team",
    [profile("team", Member("ml@example.com")), profile("team", owner="ml@example.com")],
    ids=["member", "owner"],
)
def test_fails_for_a_group_whose_name_is_an_address(team):
    dex = Dex(issuer="public", users=(), connectors=(CONNECTORS["google"],))
    login = Login(dex=dex, only_groups=("ml@example.com",))
    environment = Environment("default", Config(login=login))

    with pytest.raises(ValueError, match=r"'ml@example\.com' in profile 'team' is a group"):
        Platform(environments=(environment,), profiles=(team,))


@pytest.mark.parametrize(
    ("cls", "what"), [(VolumeViewers, "viewer"), (TensorBoards, "TensorBoard")]
)
@pytest.mark.parametrize(
    "image", ["", "viewer", "example.com/viewer", "https://e.com/v:1", "v:"]
)
def test_fails_for_an_image_without_a_tag_or_digest(cls, what, image):
    with pytest.raises(ValueError, match=f"{what} image must be an image .*, got '{image}'"):
        cls(image=image)


@pytest.mark.parametrize(
    "image",
    ["python:3.12", "localhost:5000/viewer:v1", "e.com/a/b@sha256:" + "0" * 64, "a/b:1_2.3-4"],
)
def test_images_may_be_anywhere_and_pinned_by_digest(image):
    assert VolumeViewers(image=image).image == image


TEAM = Profile(name="team", owner="a@example.com", members=(Member("b@example.com"),))


@pytest.mark.parametrize(
    "other",
    [
        Config(mesh=Sidecars()),
        Config(user_header=UserHeader(name="x-user")),
        Config(user_header=UserHeader(prefix="a:")),
    ],
)
def test_fails_for_members_where_environments_know_users_differently(other):
    environments = (Environment("default"), Environment("other", other))
    with pytest.raises(ValueError, match="'default' and 'other' identify users"):
        Platform(environments=environments, profiles=(TEAM,))


def test_environments_may_know_users_differently_where_profiles_have_no_members():
    environments = (Environment("default"), Environment("other", Config(mesh=Sidecars())))

    assert Platform(environments=environments).environments == environments


RUNNER = Machine("system:serviceaccount:ci:runner")
ROLE = IamRole("arn:aws:iam::123456789012:role/pipelines")
BY_ROLE = PipelinesSettings(
    object_store=S3(bucket="runs", region="eu-west-1", credentials=ROLE),
    profile_credentials="own",
)


@pytest.mark.parametrize(
    ("owner", "admin"), [(RUNNER, ProfileDefaults().admin), ("ann@example.com", RUNNER)]
)
def test_fails_for_a_machine_whose_tokens_an_environment_does_not_take(owner, admin):
    environment = Environment("a", Config(profiles=ProfileDefaults(admin=admin)))
    message = f"'{RUNNER.user}' needs tokens of issuer 'cluster', which is not trusted"
    with pytest.raises(ValueError, match=message):
        Platform(environments=(environment,), profiles=(Profile(name="ci", owner=owner),))


def test_takes_machines_of_a_configured_issuer():
    login = Login(machines=(ClusterIssuer(audience="kubeflow", keys=KEYS),))
    config = Config(login=login, profiles=ProfileDefaults(admin=RUNNER))

    assert Platform(
        environments=(Environment("a", config),), profiles=(Profile(name="ci", owner=RUNNER),)
    )


def test_fails_for_a_profile_whose_artifacts_no_role_opens():
    environment = Environment("a", Config(pipelines=BY_ROLE))
    vision = Profile(name="vision", owner="a@example.com")
    message = "profile 'vision' has no access to artifacts, since the store needs a role"
    with pytest.raises(ValueError, match=message):
        Platform(environments=(environment,), profiles=(vision,))


def test_takes_a_profile_with_a_role_of_its_own():
    profile = Profile(
        name="vision", owner="a@example.com", plugins=(AwsIamForServiceAccount(ROLE),)
    )

    assert Platform(
        environments=(Environment("a", Config(pipelines=BY_ROLE)),), profiles=(profile,)
    )


def test_fails_for_a_pod_default_that_is_named_where_its_label_is_wanted():
    own = PodDefault(name="data", description="Data", selector={"example.com/data": "true"})
    message = (
        "Spawner.pod_defaults names PodDefault 'data', but the form identifies it by the "
        "label that it selects"
    )
    with pytest.raises(ValueError, match=message):
        choosing("data", own)


@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        ({"aliases": ("ml",)}, "alias must be a DNS name such as"),
        ({"aliases": ("kubeflow.example.com",)}, "host 'kubeflow.example.com' is given twice"),
        ({"port": 0}, "port must be 1 to 65535, got 0"),
        ({"port": 443}, "port 443 is the scheme's default, which browsers leave out of a URL"),
        ({"port": 80, "tls": PlainHttp()}, "port 80 is the scheme's"),
    ],
)
def test_fails_for_an_address_that_is_none(decisions, message):
    with pytest.raises(ValueError, match=message):
        Config(edge=Edge(**decisions))


def test_every_name_of_the_platform_has_its_port():
    edge = Edge(aliases=("b.example.com",), port=8443)
    config = Config(host="a.example.com", edge=edge)

    assert config.websocket_origins == config.addresses
    assert config.addresses == ("https://a.example.com:8443", "https://b.example.com:8443")


def known_by(claim):
    provider = OidcProvider(
        issuer="https://id.example.com",
        client_id="kubeflow",
        client_secret=SecretKey("kubeflow-client", "secret"),
        user_claim=claim,
    )
    return (Environment("default", Config(login=Login(provider=provider))),)


def test_people_may_own_profiles_by_the_name_that_the_provider_gives_them():
    owned = (Profile(name="team", owner=Username("ada")),)

    assert Platform(environments=known_by("preferred_username"), profiles=owned)


@pytest.mark.parametrize(
    ("profiles", "defaults"),
    [
        ((Profile(name="team", owner=Username("ada")),), ProfileDefaults()),
        ((), ProfileDefaults(admin=Username("ada"))),
    ],
)
def test_fails_for_a_name_where_people_are_known_by_their_addresses(profiles, defaults):
    environment = Environment("default", Config(profiles=defaults))
    with pytest.raises(ValueError, match="is an unknown user in environment 'default'"):
        Platform(environments=(environment,), profiles=profiles)


def test_a_pod_default_is_chosen_by_the_label_that_it_selects_by():
    own = PodDefault(name="data", description="Data", selector={"example.com/data": "true"})

    assert choosing("example.com/data", own)
    assert choosing("data", PodDefault(name="data", description="Data"))


def choosing(label, *pod_defaults):
    """Return a platform whose form has a PodDefault switched on."""
    config = Config(notebooks=Notebooks(spawner=Spawner(pod_defaults=(label,))))
    profile = Profile(name="team", owner="ann@example.com", pod_defaults=pod_defaults)
    return Platform(environments=(Environment("prod", config),), profiles=(profile,))


@pytest.mark.parametrize("source", ["quay.oi", "index.docker.io"])
def test_fails_for_a_mirror_of_a_registry_from_which_nothing_comes(source):
    with pytest.raises(ValueError, match=f"registry maps '{source}', from where no image"):
        Config(registry={source: "mirror.example.com"})


CLUSTERS = tuple(Destination(server=f"https://{name}.example.com") for name in ("a", "b"))


def test_environments_of_their_own_argo_cds_may_call_everything_alike():
    platform = Platform(environments=(Environment("a"), Environment("b")))

    assert {e.argo_cd.name for e in platform.environments} == {"kubeflow"}


@pytest.mark.parametrize("delivery", [Applications(), AppOfApps(), ApplicationSet()])
def test_a_hub_delivers_many_environments(delivery):
    environments = tuple(
        Environment(name, argo_cd=ArgoCd(hub=True, destination=destination))
        for name, destination in zip("ab", CLUSTERS, strict=True)
    )

    assert Platform(environments=environments, delivery=delivery).environments == environments


def test_fails_for_two_clusters_of_one_argo_cd_whose_applications_are_called_alike():
    environments = tuple(
        Environment(name, argo_cd=ArgoCd(destination=destination))
        for name, destination in zip("ab", CLUSTERS, strict=True)
    )

    message = (
        "Application 'kubeflow' would exist twice in one Argo CD, for environment 'a' and "
        "for environment 'b'"
    )
    with pytest.raises(ValueError, match=re.escape(message)):
        Platform(environments=environments)


def test_fails_for_environments_of_a_hub_whose_names_end_alike():
    environments = (
        Environment("x", argo_cd=ArgoCd(hub=True)),
        Environment("profiles-x", argo_cd=ArgoCd(hub=True)),
    )

    message = "Application 'kubeflow-profiles-x' would exist twice in one Argo CD"
    with pytest.raises(ValueError, match=message):
        Platform(environments=environments)


def test_fails_for_an_environment_whose_name_makes_names_too_long():
    environment = Environment("e" * 50, argo_cd=ArgoCd(hub=True))

    with pytest.raises(
        ValueError, match=r"'kubeflow-profiles-eee.*has 68 characters; 63 are al"
    ):
        Platform(environments=(environment,))


def test_fails_for_projects_of_one_name_in_a_hub():
    environments = tuple(
        Environment(name, argo_cd=ArgoCd(destination=destination, name=name))
        for name, destination in zip("ab", CLUSTERS, strict=True)
    )

    with pytest.raises(ValueError, match="AppProject 'kubeflow' would exist twice in"):
        Platform(environments=environments)


def test_fails_for_add_ons_of_one_name_in_a_hub():
    environments = tuple(
        Environment(name, argo_cd=ArgoCd(destination=destination, name=name, project=name))
        for name, destination in zip("ab", CLUSTERS, strict=True)
    )
    add_ons = PlatformPrerequisites(add_ons=(AddOn(name="istio"),))

    with pytest.raises(ValueError, match="Application 'istio-base' would exist twice"):
        Platform(environments=environments, prerequisites=add_ons)


@pytest.mark.parametrize("name", ["kubeflow", "kubeflow-profiles", "kubeflow-secrets"])
def test_fails_for_a_parent_called_like_what_it_applies(name):
    message = f"'{name}' would exist twice in one Argo CD, for environment 'default'"
    with pytest.raises(ValueError, match=message):
        Platform(delivery=AppOfApps(name=name))


def test_a_parent_may_be_called_kubeflow_where_the_platform_is_not():
    environment = Environment("a", argo_cd=ArgoCd(name="ml", project="ml"))
    delivery = AppOfApps(name="kubeflow")

    assert Platform(environments=(environment,), delivery=delivery).delivery == delivery


@pytest.mark.parametrize(
    ("others", "message"),
    [
        (
            ArgoCd(),
            "an ApplicationSet needs the Argo CD of a hub, but environment 'b' has its own",
        ),
        (
            ArgoCd(hub=True, namespace="gitops"),
            "an ApplicationSet is in one namespace, but environments 'a' and 'b' have their",
        ),
        (
            ArgoCd(hub=True, project="kubeflow-set"),
            "'kubeflow-set-b' would exist twice in one Argo CD, for the ApplicationSet",
        ),
    ],
    ids=["an Argo CD of its own", "in another namespace", "a project of its name"],
)
def test_fails_for_an_application_set_that_is_not_for_one_hub(others, message):
    environments = (
        Environment("a", argo_cd=ArgoCd(hub=True)),
        Environment("b", argo_cd=others),
    )
    delivery = ApplicationSet(name="kubeflow-set-b")

    with pytest.raises(ValueError, match=re.escape(message)):
        Platform(environments=environments, delivery=delivery)


def test_fails_for_a_profile_that_would_own_argo_cds_namespace():
    environment = Environment("a", argo_cd=ArgoCd(namespace="gitops"))
    profile = Profile(name="gitops", owner="ada@example.com")

    message = "profile 'gitops' has the name of Argo CD's namespace in environment"
    with pytest.raises(ValueError, match=message):
        Platform(environments=(environment,), profiles=(profile,))


OWN = GitRepository(url="https://git.example.com/prod.git", revision="live", path="ml")


@pytest.mark.parametrize(
    ("environment", "profiles", "read"),
    [
        (Environment("a"), None, GitRepository()),
        (Environment("a", revision="a"), None, GitRepository(revision="a")),
        (Environment("a", repository=OWN), None, OWN),
        (Environment("a", repository=OWN, revision="a"), None, replace(OWN, revision="a")),
        (Environment("a", revision="a"), OWN, OWN),
    ],
)
def test_profiles_are_read_where_the_environment_is_or_in_a_repository_of_their_own(
    environment, profiles, read
):
    platform = Platform(environments=(environment,), profiles_repository=profiles)

    assert platform.profiles_read_by(environment) == read


def test_an_environment_follows_the_revision_of_its_own_repository():
    environment = Environment("a", repository=OWN)

    assert Platform(environments=(environment,)).revision_of(environment) == "live"


ALONE = Profile(name="own", owner="a@example.com", members=(Member("b@example.com"),))


def test_an_environment_has_the_profiles_of_all_and_its_own():
    environment = Environment("a", profiles=(ALONE,))
    platform = Platform(environments=(environment, Environment("b")), profiles=(TEAM,))

    assert [
        [profile.name for profile in platform.profiles_of(each)]
        for each in platform.environments
    ] == [["team", "own"], ["team"]]


def test_environments_may_know_the_members_of_their_own_profiles_differently():
    others = Config(mesh=Sidecars())
    environments = (
        Environment("a", profiles=(ALONE,)),
        Environment("b", others, profiles=(ALONE,)),
    )

    assert Platform(environments=environments, profiles=())


def test_fails_for_a_profile_of_its_own_that_all_have():
    environment = Environment("a", profiles=(replace(ALONE, name="team"),))
    with pytest.raises(ValueError, match="profile 'team' is given twice"):
        Platform(environments=(environment,), profiles=(TEAM,))


@pytest.mark.parametrize(
    ("config", "own", "message"),
    [
        (Config(pipelines=BY_ROLE), ALONE, "profile 'own' has no access to"),
        (Config(), replace(ALONE, owner=RUNNER), "'system:serviceaccount:ci:runner'"),
        (
            Config(),
            replace(ALONE, quota=Quota({"pods": "1"})),
            "quota of profile 'own' allows",
        ),
    ],
)
def test_fails_for_a_profile_of_its_own_that_does_not_fit(config, own, message):
    with pytest.raises(ValueError, match=message):
        Platform(environments=(Environment("a", config, profiles=(own,)),), profiles=())


def test_fails_for_an_owner_of_its_own_profile_in_another_spelling():
    own = Profile(name="own", owner="A@example.com")
    with pytest.raises(ValueError, match=r"'A@example.com' is spelled"):
        Platform(environments=(Environment("a", profiles=(own,)),), profiles=(TEAM,))
