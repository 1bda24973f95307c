"""No argument of a wrong type is accepted, and each is refused in one sentence."""

import inspect
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from beartype.door import is_bearable

import constructs_lib
import constructs_lib.elyra
import constructs_lib.serving
from constructs_lib import (
    AccessPolicy,
    Ambient,
    AmbientNamespace,
    App,
    ArgoProject,
    Chart,
    Config,
    Culling,
    Edge,
    Endpoint,
    Environment,
    Hardening,
    KgatewayRoute,
    Link,
    Login,
    Notebooks,
    Platform,
    Pods,
    Profile,
    Resources,
    Spawner,
    StaticClient,
    StaticUser,
    Tls,
    Toleration,
    WebhookPort,
    config,
    publish,
)
from constructs_lib.arguments import ArgumentError, check_exported, checked
from constructs_lib.arguments.fitting import fits
from constructs_lib.kube import objects_of
from constructs_lib.monitoring import Alerts
from tests.packages import python

ROOT = Path(__file__).parents[2]
PASSWORD = "correct horse battery staple"
# Of every shape that somebody may give by mistake.
SHAPES: tuple[Any, ...] = (
    None,
    True,
    0,
    80,
    1.5,
    "",
    "text",
    "80",
    b"bytes",
    object(),
    len,
    timedelta(hours=1),
    (),
    ("text",),
    (1,),
    (None,),
    [],
    ["text"],
    [1],
    {"text"},
    {1},
    frozenset({"text"}),
    frozenset({1}),
    {},
    {"text": "text"},
    {"text": 1},
    {1: "text"},
    {"text": ("text",)},
    Tls,
    Tls(),
    Pods,
    Pods(),
    (Pods(),),
    {"text": Pods()},
    Profile,
    Chart,
    Endpoint(service="a", namespace="b", port=1),
)


def is_ours(value: object) -> bool:
    return (
        isinstance(value, type)
        and value.__module__.startswith("constructs_lib")
        and not issubclass(value, Exception)
    )


EXPORTED = {
    value.__name__: value
    for module in (constructs_lib, config, constructs_lib.elyra, constructs_lib.serving)
    for value in vars(module).values()
    if is_ours(value)
}
FUNCTIONS = {
    **{name: getattr(constructs_lib, name) for name in ("publish", "promote")},
    **{
        f"{cls.__name__}.{name}": member
        for cls in EXPORTED.values()
        for name, member in vars(cls).items()
        if inspect.isfunction(member) and (name == "__init__" or not name.startswith("_"))
    },
}
every_function = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)


def belongs(value: object, hint: Any) -> bool:
    """Return what beartype makes of a value, under our three rules."""
    members: Sequence[Any] = (
        get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    )
    if isinstance(value, bool):
        members = [each for each in members if each in (bool, object, Any)]
    if isinstance(value, str | bytes):
        members = [each for each in members if get_origin(each) in (None, Literal)]
    if isinstance(value, Mapping):
        members = [each for each in members if get_origin(each) not in (Collection, Iterable)]
    return any(is_bearable(value, each) for each in members)


@cache
def belonging(hint: Any) -> tuple[bool, ...]:
    """Return of each shape whether it belongs: many arguments have one type."""
    return tuple(belongs(value, hint) for value in SHAPES)


def arguments(function: Callable[..., Any]) -> Iterator[tuple[str, object, bool]]:
    """Yield each parameter with each shape, and whether that belongs there."""
    for name, hint in get_type_hints(function).items():
        if name != "return":
            for value, good in zip(SHAPES, belonging(hint), strict=True):
                yield name, value, good


@cache
def instead_of_self(function: Callable[..., Any]) -> tuple[None, ...]:
    return tuple(
        None
        for name, parameter in inspect.signature(function).parameters.items()
        if name in ("self", "cls") and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    )


def call(function: Callable[..., Any], **arguments: object) -> str:
    """Return the sentence with which a call is refused, "" if it is not."""
    try:
        function(*instead_of_self(function), **arguments)
    except ArgumentError as error:
        return str(error)
    except Exception:  # noqa: BLE001 - of what comes later; another test is about that
        return ""
    return ""


@every_function
def test_what_beartype_refuses_is_refused_in_one_sentence_that_names_it(function):
    for name, value, good in arguments(function):
        if not good:
            told = call(function, **{name: value})
            sentence = rf"[\w.]+: {name} must be [^\n]+, got [^\n]+"
            assert re.fullmatch(sentence, told), (name, value)


@every_function
def test_what_beartype_takes_is_taken(function):
    for name, value, good in arguments(function):
        if good:
            told = call(function, **{name: value}).partition(": ")[2]
            assert not told.startswith(f"{name} must be"), (name, value)


@pytest.mark.parametrize("cls", EXPORTED.values(), ids=EXPORTED)
def test_a_wrong_argument_of_any_shape_gives_no_other_error(cls):
    for name, hint in get_type_hints(cls.__init__).items():
        for value in SHAPES:
            if name != "return" and is_dataclass(cls):
                make: Any = cls
                try:
                    make(**{name: value})
                except ValueError as error:
                    assert "\n" not in str(error), (name, hint)  # noqa: PT017


@pytest.mark.parametrize("cls", EXPORTED.values(), ids=EXPORTED)
def test_an_unknown_keyword_is_refused_with_the_nearest_name(cls):
    with pytest.raises(ArgumentError, match=rf"{cls.__name__}: there is no 'nonsense'; "):
        cls(nonsense=1)


INGRESS = Endpoint(service="istio-ingressgateway", namespace="kubeflow", port=80)
DECISIONS = {
    "a class for a value": (
        lambda: Config(edge=Edge(tls=Tls)),
        "tls must be Tls or TlsElsewhere or PlainHttp, got the class Tls; write Tls(…)",
    ),
    "True for a value": (
        lambda: Config(edge=Edge(tls=True)),
        "Edge: tls must be Tls or TlsElsewhere or PlainHttp, got True",
    ),
    "True for settings": (
        lambda: Config(notebooks=Notebooks(culling=True)),
        "Notebooks: culling must be Culling, got True; write Culling(…)",
    ),
    "a text for one of several values": (
        lambda: Config(edge=Edge(dns="192.0.2.1")),
        "Edge: dns must be ExternalDns or DnsEndpoint or None, got text",
    ),
    "a number for a text": (
        lambda: Config(host=1),
        "Config: host must be text, got 1; write '1'",
    ),
    "a text for a number": (
        lambda: Pods(replicas="2"),
        "Pods: replicas must be a whole number or None, got '2'; write 2 without quotes",
    ),
    "a whole number for one with a point": (
        lambda: Alerts(runbooks="https://docs.example.com/", volume_free=0),
        "Alerts: volume_free must be a number with a point, got 0; write 0.0",
    ),
    "True for a number": (
        lambda: Pods(replicas=True),
        "Pods: replicas must be a whole number or None, got True",
    ),
    "True among numbers": (
        lambda: constructs_lib.ProfileAccess(name="a", callers=("*",), ports=(True,)),
        (
            "ProfileAccess: ports must be a tuple of whole numbers, got (True,), in which "
            "True is not a whole number"
        ),
    ),
    "a number for True": (
        lambda: Culling(enabled=1),
        "Culling: enabled must be True or False, got 1",
    ),
    "a text for texts": (
        lambda: Config(components="profiles"),
        "Config: components must be a tuple of texts, got 'profiles'; write ('profiles',)",
    ),
    "one profile for several": (
        lambda: Platform(profiles=Profile(name="team", owner="ada@example.com")),
        (
            "Platform: profiles must be a tuple of Profile, got Profile(name='team', "
            "owner='ada@example.com', members=(), qu…; write (Profile(…),)"
        ),
    ),
    "a list for a tuple": (
        lambda: Config(components=["profiles"]),
        "Config: components must be a tuple of texts, got ['profiles']; write ('profiles',)",
    ),
    "a set for a frozenset": (
        lambda: Spawner(locked={"cpu"}),
        "Spawner: locked must be a frozenset of texts, got {'cpu'}; write frozenset({'cpu'})",
    ),
    "one wrong item of many": (
        lambda: Pods(tolerations=(*[Toleration(key="a")] * 99, "a")),
        "in which text is not Toleration",
    ),
    "a wrong value in a mapping": (
        lambda: Pods(node_selector={"pool": 1}),  # type: ignore[dict-item]
        (
            "Pods: node_selector must be a mapping of texts to texts or None, "
            "got {'pool': 1}, in which 1 is not text"
        ),
    ),
    "None where something must be": (
        lambda: Login(dex=None),
        "Login: dex must be Dex, got None; write Dex(…)",
    ),
    "one that is no choice": (
        lambda: Hardening(probes="all"),
        "Hardening: probes must be 'upstream' or 'complete', got 'all'",
    ),
    "a text of redirects": (
        lambda: StaticClient(id="a", name="A", redirects="https://a.example.com/"),
        (
            "StaticClient: redirects must be a tuple of texts, got 'https://a.example.com/'; "
            "write ('https://a.example.com/',)"
        ),
    ),
    "an unknown keyword": (
        lambda: Config(hots="ml.example.com"),  # type: ignore[call-arg]
        "Config: there is no 'hots'; the nearest is 'host'",
    ),
    "a keyword too few": (
        lambda: Profile(name="team"),  # type: ignore[call-arg]
        "Profile: owner is missing; it must be text",
    ),
    "a value without its name": (
        lambda: Pods(3),  # type: ignore[call-arg]
        "Pods: nothing can be given without its name; write Pods(replicas=…)",
    ),
    "a value too many": (
        lambda: Link("a", "/", None, None, None, None),  # type: ignore[call-arg]
        "Link: only text, path, component, icon, description can be given without its name",
    ),
    "a wrong item of dist/": (
        lambda: Platform(environments=(Config(),)),
        "Platform: environments must be a tuple of Environment, got (Config(",
    ),
    "an argument of a method": (
        lambda: Config().workload_defaults(1),
        "Config.workload_defaults: component must be text, got 1; write '1'",
    ),
    "an argument of a function": (
        lambda: publish({}, repository=1, source=2),
        "publish: repository must be text, got 1; write '1'",
    ),
}


@pytest.mark.parametrize(("make", "told"), DECISIONS.values(), ids=DECISIONS)
def test_a_wrong_decision_is_told_in_one_sentence(make, told):
    with pytest.raises(ArgumentError) as refused:
        make()

    [line] = str(refused.value).splitlines()
    assert told in line


CONSTRUCTS = {
    "a text of callers lets nobody in": (
        lambda chart: AccessPolicy(
            chart, "a", name="a", selector={"app": "a"}, callers="cluster.local/ns/team/sa/*"
        ),
        (
            "AccessPolicy: callers must be a sequence of texts, "
            "got 'cluster.local/ns/team/sa/*'; write ['cluster.local/ns/team/sa/*']"
        ),
    ),
    "a text of namespaces permits nothing": (
        lambda chart: ArgoProject(
            chart, "a", name="a", namespaces="team-*", repositories=["https://a.example.com/*"]
        ),
        "ArgoProject: namespaces must be a sequence of texts, got 'team-*'; write ['team-*']",
    ),
    "a text of repositories permits nothing": (
        lambda chart: ArgoProject(
            chart, "a", name="a", namespaces=["team-*"], repositories="https://a.example.com/*"
        ),
        "ArgoProject: repositories must be a sequence of texts, got 'https://a.example.com/*'",
    ),
    "a name for a port": (
        lambda chart: AccessPolicy(
            chart,
            "a",
            name="a",
            selector={"app": "a"},
            callers=["*"],
            ports=["http"],  # type: ignore[list-item]
        ),
        (
            "AccessPolicy: ports must be a sequence of whole numbers, got ['http'], in which "
            "'http' is not a whole number"
        ),
    ),
    "True for TLS": (
        lambda chart: KgatewayRoute(
            chart, "a", name="a", hosts=["a.example.com"], paths={"/": INGRESS}, tls=True
        ),
        "KgatewayRoute: tls must be Tls or TlsElsewhere or PlainHttp, got True",
    ),
    "a text of hosts": (
        lambda chart: KgatewayRoute(
            chart, "a", name="a", hosts="a.example.com", paths={"/": INGRESS}
        ),
        (
            "KgatewayRoute: hosts must be a sequence of texts, got 'a.example.com'; write "
            "['a.example.com']"
        ),
    ),
    "a text for a port": (
        lambda chart: WebhookPort(
            chart, "a", name="a", selector={"app": "a"}, port="80", mesh=Ambient()
        ),
        "WebhookPort: port must be a whole number, got '80'; write 80 without quotes",
    ),
    "a config for a scope": (
        lambda chart: AmbientNamespace(Config(), "a", name="a"),
        "AmbientNamespace: scope must be Construct, got Config(",
    ),
    "an unknown keyword": (
        lambda chart: AmbientNamespace(chart, "a", naem="a"),  # type: ignore[call-arg]
        "AmbientNamespace: there is no 'naem'; the nearest is 'name'",
    ),
}


@pytest.mark.parametrize(("make", "told"), CONSTRUCTS.values(), ids=CONSTRUCTS)
def test_a_wrong_argument_of_a_construct_is_told_in_one_sentence(chart, make, told):
    with pytest.raises(ArgumentError) as refused:
        make(chart)

    [line] = str(refused.value).splitlines()
    assert told in line


def test_nothing_is_made_of_a_wrong_argument(chart):
    with pytest.raises(ArgumentError):
        AccessPolicy(chart, "a", name="a", selector={"app": "a"}, callers="*")

    assert objects_of(chart) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda: StaticUser(email="a@example.com", password=PASSWORD),
        lambda: constructs_lib.GitHubConnector(client_id="a", client_secret=PASSWORD),
        lambda: constructs_lib.Redis(url="redis://a.example.com", password=PASSWORD),
        lambda: constructs_lib.KatibDatabase(password=PASSWORD),
        lambda: StaticClient(id="a", name="a", redirects=("https://a/",), secret=PASSWORD),
    ],
)
def test_a_password_where_a_reference_belongs_is_refused_and_not_repeated(make):
    with pytest.raises(ArgumentError, match=r"must be .*SecretKey.*, got text") as refused:
        make()

    assert PASSWORD not in str(refused.value)


@pytest.mark.slow
def test_python_without_assertions_checks_as_well(tmp_path):
    program = (
        "from constructs_lib import Endpoint\n"
        "try:\n"
        "    Endpoint(service='a', namespace='b', port='80')\n"
        "except ValueError as error:\n"
        "    print(error)\n"
    )

    assert python("-O", "-c", program, cwd=ROOT) == (
        "Endpoint: port must be a whole number, got '80'; write 80 without quotes\n"
    )


@pytest.mark.slow
def test_a_synthesis_without_mistakes_does_not_wait_for_beartype():
    program = (
        "import sys, main\n"
        "from constructs_lib.platform import synthesize\n"
        "synthesize(main.platform())\n"
        "print('beartype' in sys.modules)"
    )

    assert python("-O", "-c", program, cwd=ROOT) == "False\n"


def test_an_editor_sees_the_arguments_as_they_are_written():
    assert list(inspect.signature(Resources).parameters) == [
        "cpu",
        "memory",
        "cpu_limit",
        "memory_limit",
    ]


def test_a_wrong_type_is_caught_as_either_error():
    assert issubclass(ArgumentError, TypeError)
    assert issubclass(ArgumentError, ValueError)


def test_what_can_be_read_once_is_not_read_by_the_check():
    numbers = iter([1, 2])

    assert fits(numbers, Iterable[int])
    assert list(numbers) == [1, 2]


@pytest.mark.parametrize("hint", [Sequence[str], tuple[str, ...], Mapping[str, str]])
def test_every_item_counts(hint):
    items = {str(n): str(n) for n in range(1000)} | {"wrong": 1}

    assert not fits(items if hint is Mapping[str, str] else [*items.values()], hint)


def test_any_other_type_is_beartypes_to_judge():
    assert fits(len, Callable[[Sequence[int]], int])
    assert not fits("len", Callable[[Sequence[int]], int])


def test_an_environment_may_be_given_without_its_names():
    assert Environment("default", Config()).name == "default"


def test_a_function_is_checked_at_each_call():
    @checked
    def double(number: int) -> int:
        return 2 * number

    assert double(2) == 4
    with pytest.raises(ArgumentError, match="number must be a whole number, got 'a'"):
        double("a")


@dataclass(frozen=True)
class Theirs:
    """Somebody's own value beside ours."""

    name: str


def test_the_values_of_others_are_left_alone():
    check_exported({"App": App, "Theirs": Theirs})

    assert Theirs(1).name == 1  # type: ignore[comparison-overlap]
