"""Values of the right type that would be wrong in the cluster are refused, in one sentence."""

import pytest
from cdk8s import App, Chart

from constructs_lib import (
    AccessPolicy,
    AddOn,
    Ambient,
    AmbientNamespace,
    ArgoApplication,
    ArgoProject,
    BundledMySQL,
    Config,
    DefaultDeny,
    Dex,
    DnsEndpoint,
    DnsRecords,
    Endpoint,
    Environment,
    ExternalMySQL,
    GitRepository,
    KgatewayRoute,
    LdapConnector,
    LdapUsers,
    Login,
    Member,
    PlainSource,
    Platform,
    PodDefault,
    Profile,
    ProfileAccess,
    ProfileDefaults,
    Quota,
    SecretKey,
    StaticClient,
    StaticUser,
    Suggestion,
    Toleration,
    Volume,
    WebhookPort,
)

GIT = "https://git.example.com/a.git"
WEB = {"app": "web"}
SECRET = SecretKey("client", "secret")
ONE = "cluster.local/ns/team/sa/default"


def access(scope, id="a", **fields):
    fields = {"name": "web", "selector": WEB, "callers": [ONE]} | fields
    return AccessPolicy(scope, id, **fields)


def webhook(scope, **fields):
    fields = {"name": "web", "selector": WEB, "port": 9443, "mesh": Ambient()} | fields
    return WebhookPort(scope, "a", **fields)


def route(scope, id="a", **fields):
    paths = {"/": Endpoint(service="web", namespace="kubeflow", port=80)}
    fields = {"name": "web", "hosts": ["web.example.com"], "paths": paths} | fields
    return KgatewayRoute(scope, id, **fields)


def records(scope, id="a", **fields):
    endpoint = DnsEndpoint(targets=("lb.example.com",))
    fields = {"name": "web", "host": "web.example.com", "endpoint": endpoint} | fields
    return DnsRecords(scope, id, **fields)


def project(scope, id="a", **fields):
    fields = {"name": "team", "repositories": [GIT], "namespaces": ["team"]} | fields
    return ArgoProject(scope, id, **fields)


def application(scope, id="a", **fields):
    source = PlainSource(repository=GIT, revision="main", path="a")
    fields = {"name": "app", "source": source, "namespace": "team"} | fields
    return ArgoApplication(
        scope, id, project=project(scope, f"{id}-p", name=f"{id}-p"), **fields
    )


def endpoint(**fields):
    return Endpoint(**{"service": "web", "namespace": "team", "port": 80} | fields)


def ldap(host):
    return LdapConnector(
        host=host, bind_dn="cn=dex", bind_password=SECRET, users=LdapUsers(base="ou=people")
    )


def pod_default(**fields):
    return PodDefault(**{"name": "proxy", "description": "The proxy"} | fields)


def profile(owner="ann@example.com", *members, name="team"):
    return Profile(name=name, owner=owner, members=tuple(map(Member, members)))


def client(*redirects, secret=SECRET):
    return StaticClient(id="app", name="App", redirects=redirects, secret=secret)


def platform(owner, **config):
    environment = Environment("default", Config(**config))
    return Platform(profiles=(profile(owner),), environments=(environment,))


CONSTRUCTS = {
    "a policy of all pods": (
        lambda chart: access(chart, selector={}),
        "selector of policy 'web' is empty, which selects every pod of the namespace",
    ),
    "a policy of pods that cannot be": (
        lambda chart: access(chart, selector={"my app": "web"}),
        "selector of policy 'web' has key 'my app'",
    ),
    "a policy with labels that cannot be": (
        lambda chart: access(chart, labels={"a": "b c"}),
        "labels of policy 'web' has value 'b c'",
    ),
    "a policy of no name": (
        lambda chart: access(chart, name="My App"),
        "policy must be",
    ),
    "a caller with a scheme": (
        lambda chart: access(chart, callers=[f"spiffe://{ONE}"]),
        "caller of policy 'web' must be an identity without its scheme, such as",
    ),
    "a caller that is an account's name": (
        lambda chart: access(chart, callers=["default"]),
        "caller of policy 'web' must be a mesh identity such as",
    ),
    "a caller with a star in the middle": (
        lambda chart: access(chart, callers=["cluster.local/ns/*/sa/default"]),
        "or one that begins or ends with '\\*'; got",
    ),
    "a port of a policy": (
        lambda chart: access(chart, ports=[70000]),
        "port of policy 'web' must be 1 to 65535, got 70000",
    ),
    "a second policy": (
        lambda chart: (access(chart), access(chart, "b")),
        "AuthorizationPolicy 'web' already exists in namespace 'kubeflow'",
    ),
    "a webhook of all pods": (
        lambda chart: webhook(chart, selector={}),
        "selector of policy 'web' is empty",
    ),
    "a port of a webhook": (
        lambda chart: webhook(chart, port=0),
        "port of policy 'web' must be 1 to 65535, got 0",
    ),
    "labels of a namespace": (
        lambda chart: AmbientNamespace(chart, "a", name="team", labels={"-": "a"}),
        "labels of namespace 'team' has key '-'",
    ),
    "a second namespace": (
        lambda chart: [AmbientNamespace(chart, name, name="team") for name in "ab"],
        "Namespace 'team' already exists; give this a different name",
    ),
    "a second namespace in another chart": (
        lambda chart: [
            AmbientNamespace(scope, "a", name="team")
            for scope in (chart, Chart(chart.node.root, "b", namespace="b"))
        ],
        "Namespace 'team' already exists",
    ),
    "a second route": (
        lambda chart: [route(chart, name) for name in "ab"],
        "HTTPRoute 'web' already exists in namespace 'kubeflow'",
    ),
    "annotations of a route": (
        lambda chart: route(chart, annotations={"a b": "c"}),
        "annotations of route 'web' has key 'a b'",
    ),
    "a second record": (
        lambda chart: [records(chart, name) for name in "ab"],
        "DNSEndpoint 'web' already exists in namespace 'kubeflow'",
    ),
    "a record of no name": (
        lambda chart: records(chart, name="My App"),
        "DNSEndpoint must be lower-case",
    ),
    "a record of no host": (
        lambda chart: records(chart, host="web"),
        "host of DNSEndpoint 'web' must be a DNS name",
    ),
    "a record of itself": (
        lambda chart: records(chart, host="lb.example.com"),
        "'lb.example.com' would be an alias of itself",
    ),
    "a second project": (
        lambda chart: [project(chart, name) for name in "ab"],
        "AppProject 'team' already exists in namespace 'kubeflow'",
    ),
    "a namespace of a project": (
        lambda chart: project(chart, namespaces=["Team A"]),
        "namespace of project 'team' 'Team A' must be lower-case",
    ),
    "a password in a project's repository": (
        lambda chart: project(chart, repositories=["https://ann:hunter2@git.example.com/a"]),
        "repository of project 'team' holds a password or token",
    ),
    "a second application": (
        lambda chart: [application(chart, name) for name in "ab"],
        "Application 'app' already exists in namespace 'kubeflow'",
    ),
}


@pytest.mark.parametrize(("make", "told"), CONSTRUCTS.values(), ids=CONSTRUCTS)
def test_a_construct_is_refused(chart, make, told):
    with pytest.raises(ValueError, match=told) as refused:
        make(chart)

    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize(
    "make",
    [
        access,
        webhook,
        route,
        records,
        project,
        lambda chart: DefaultDeny(chart, "a"),
        lambda chart: ArgoApplication(
            chart,
            "a",
            name="app",
            namespace="team",
            source=PlainSource(repository=GIT, revision="main", path="a"),
            project=project(Chart(chart.node.root, "b", namespace="argocd")),
        ),
    ],
    ids=[
        "AccessPolicy",
        "WebhookPort",
        "route",
        "DnsRecords",
        "ArgoProject",
        "DefaultDeny",
        "Application",
    ],
)
def test_a_chart_without_a_namespace_is_refused(app, make):
    with pytest.raises(ValueError, match=r"^chart 'bare' has no namespace; open it as Chart"):
        make(Chart(app, "bare"))


VALUES = {
    "a Service of no name": (lambda: endpoint(service="My App"), "service 'My App' must be"),
    "a Service's namespace": (
        lambda: endpoint(namespace=""),
        "namespace of service 'web' is",
    ),
    "a Service's port": (
        lambda: endpoint(port=65536),
        "service 'web' must be 1 to",
    ),
    "MySQL's port": (
        lambda: ExternalMySQL(host="db.example.com", secret="db", port=99999),
        "port of MySQL must be 1 to 65535, got 99999",
    ),
    "LDAP's port": (
        lambda: ldap("ldap.example.com:70000"),
        "connector 'ldap' must be 1",
    ),
    "a port in profiles": (
        lambda: ProfileAccess(name="web", callers=(ONE,), ports=(0,)),
        "port of access 'web' must be 1 to 65535, got 0",
    ),
    "a caller in profiles": (
        lambda: ProfileAccess(name="web", callers=(f"spiffe://{ONE}",), ports=(80,)),
        "caller of access 'web' must be an identity without",
    ),
    "a storage class": (
        lambda: BundledMySQL(storage_class="Fast SSD"),
        "storage class of MySQL's volume must be lower-case letters",
    ),
    "a storage class of notebooks": (
        lambda: Volume(name="{notebook-name}-a", size="1Gi", storage_class="a/b"),
        "storage class of volume '{notebook-name}-a' must be lower-case letters",
    ),
    "an algorithm": (
        lambda: Suggestion(algorithm="My Own", image="example.com/own:1"),
        "algorithm 'My Own' must be lower-case letters",
    ),
    "a taint": (lambda: Toleration(key="a b"), "toleration has key 'a b'"),
    "a PodDefault of all pods": (
        lambda: pod_default(selector={}),
        "selector of PodDefault 'proxy' is empty, which selects every pod",
    ),
    "labels of a PodDefault": (
        lambda: pod_default(labels={"a b": "c"}),
        "labels of PodDefault 'proxy' has key 'a b'",
    ),
    "annotations of a PodDefault": (
        lambda: pod_default(annotations={"/a": "c"}),
        "annotations of PodDefault 'proxy' has key '/a'",
    ),
    "labels of profiles": (
        lambda: ProfileDefaults(
            labels={"app.kubernetes.io/part-of": "kubeflow-profile", "a b": "c"}
        ),
        "label of profile namespaces has key 'a b'",
    ),
    "a variable of no name": (
        lambda: pod_default(env={"HTTP-PROXY": "a"}),
        "variable 'HTTP-PROXY' of PodDefault 'proxy' must be letters, digits and '_'",
    ),
    "a quota of what nobody knows": (
        lambda: Quota({"cpus": "1Gi"}),
        "quota cannot limit 'cpus'; it can limit 'cpu',",
    ),
    "a quota of a GPU by its name": (
        lambda: Quota({"nvidia.com/gpu": "1"}),
        "by pods' requests; write 'requests.nvidia.com/gpu'",
    ),
    "an owner who is a member in another spelling": (
        lambda: profile("ann@example.com", "Ann@example.com"),
        "'Ann@example.com' is spelled 'ann@example.com' elsewhere, which",
    ),
    "a member in two spellings": (
        lambda: profile("bob@example.com", "ann@example.com", "ann@Example.com"),
        "'ann@Example.com' is spelled 'ann@example.com'",
    ),
    "an owner of two profiles in two spellings": (
        lambda: Platform(
            profiles=(profile("ann@example.com"), profile("Ann@example.com", name="two"))
        ),
        "'Ann@example.com' is spelled 'ann@example.com'",
    ),
    "a static user in another spelling": (
        lambda: platform(
            "ann@example.com",
            login=Login(dex=Dex(users=(StaticUser(email="Ann@example.com"),))),
        ),
        "'Ann@example.com' is spelled 'ann@example.com'",
    ),
    "an administrator in another spelling": (
        lambda: platform("ann@example.com", profiles=ProfileDefaults(admin="ANN@example.com")),
        "'ANN@example.com' is spelled 'ann@example.com'",
    ),
    "two static users of one address": (
        lambda: Dex(
            users=(
                StaticUser(email="ann@example.com", name="a"),
                StaticUser(email="Ann@example.com", name="b"),
            )
        ),
        "static user 'Ann@example.com' is spelled",
    ),
    "a redirect without a scheme": (
        lambda: client("app.example.com/callback"),
        "must redirect to a URL such as 'https://app.example.com/callback'",
    ),
    "a redirect to a script": (
        lambda: client("javascript:alert(1)"),
        "must redirect to a URL",
    ),
    "a redirect by pattern": (
        lambda: client("https://*.example.com/"),
        "without '\\*' and '#'",
    ),
    "a redirect with a fragment": (
        lambda: client("https://a.example.com/#b"),
        "without '\\*'",
    ),
    "a public client elsewhere": (
        lambda: client("https://app.example.com/", secret=None),
        "client 'app' has no secret, so it may redirect to the user's",
    ),
    "a password for a key": (
        lambda: SecretKey("login", "correct horse!"),
        "key of secret 'login' must be letters, digits, '-', '_' and '.'",
    ),
    "a password in Git's address": (
        lambda: GitRepository(url="https://ann:hunter2@git.example.com/a.git"),
        "repository holds a password or token",
    ),
    "a token in Git's address": (
        lambda: GitRepository(url="https://hunter2@git.example.com/a.git"),
        "repository holds a password or token",
    ),
    "a password in a chart's address": (
        lambda: AddOn(name="istio", repository="https://ann:hunter2@a.example.com/b"),
        "istio's repository holds a password or token",
    ),
    "a password of a PodDefault": (
        lambda: pod_default(env={"DB_PASSWORD": "hunter2"}),
        "variable 'DB_PASSWORD' of PodDefault 'proxy' would be in the",
    ),
}


@pytest.mark.parametrize(("make", "told"), VALUES.values(), ids=VALUES)
def test_a_value_is_refused_and_no_password_repeated(make, told):
    with pytest.raises(ValueError, match=told) as refused:
        make()

    assert len(str(refused.value).splitlines()) == 1
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: client("https://app.example.com/callback", "http://app.example.com/"),
        lambda: client("http://localhost:8000", "http://127.0.0.1/a", secret=None),
        lambda: client("urn:ietf:wg:oauth:2.0:oob", secret=None),
        lambda: GitRepository(url="git@git.example.com:a/b.git"),
        lambda: GitRepository(url="ssh://git@git.example.com/a/b.git"),
        lambda: pod_default(env={"HTTP_PROXY": "http://a", "TOKEN_FILE": "/a", "API_KEY": ""}),
        lambda: BundledMySQL(storage_class="fast.ssd-1"),
        lambda: profile("Ann@example.com", "bob@example.com"),
    ],
)
def test_what_the_cluster_takes_is_taken(make):
    assert make()


@pytest.mark.parametrize(
    "resource",
    [
        "cpu",
        "limits.memory",
        "requests.storage",
        "pods",
        "count/jobs.batch",
        "count/configmaps",
        "requests.nvidia.com/gpu",
        "hugepages-2Mi",
        "requests.hugepages-1Gi",
        "gold.storageclass.storage.k8s.io/requests.storage",
    ],
)
def test_every_resource_that_a_quota_knows_can_be_limited(resource):
    assert Quota({resource: "1"})


@pytest.mark.parametrize(
    "caller",
    [
        "*",
        ONE,
        "cluster.local/ns/team/sa/*",
        "cluster.local/ns/team/*",
        "*/ns/team/sa/default",
    ],
)
def test_every_caller_that_the_mesh_knows_is_let_in(chart, caller):
    access(chart, callers=[caller])


@pytest.mark.parametrize("namespace", ["*", "team-*", "*-team", "!kube-system"])
def test_a_project_may_be_for_many_namespaces(chart, namespace):
    project(chart, namespaces=[namespace])


def test_objects_of_one_name_may_be_in_two_namespaces(app):
    for name in ("one", "two"):
        chart = Chart(app, name, namespace=name)
        route(chart)
        access(chart, "b")


def test_another_app_may_have_objects_of_the_same_names():
    for _ in range(2):
        AmbientNamespace(Chart(App(), "a", namespace="a"), "a", name="team")
