"""Put two environments behind one host, of which one is live."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .checks import check_known, check_label, check_unique
from .kgateway import ParentGateway

if TYPE_CHECKING:
    from .platform import Environment, Platform

ALL: Final = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class BlueGreen:
    """Two environments of one host, and a Gateway in front that sends it to one of them.

    environments: their names. live: the one that gets the host's requests.
    share: of 100 requests, those that the other one gets, below 100. Each request is sent by
    chance, so a browser would be at both: it is for what has no session.
    parent: kgateway's Gateway in front, of which the route's objects share the namespace; it
    may be in any cluster that reaches both.
    name: of these objects.
    Each environment is reached over TLS by its first alias, which its certificate names.
    Raises ValueError for one environment twice, and for a live one that is neither. A platform
    raises it for environments that it lacks, that have other hosts, no alias of their own or
    no TLS, or that publish the host in DNS themselves.
    """

    environments: tuple[str, str]
    live: str
    share: int = 0
    parent: ParentGateway = ParentGateway()
    name: str = "kubeflow"

    def __post_init__(self) -> None:
        check_label(self.name, "name of the two environments' route")
        check_unique(self.environments, "environment")
        check_known(self.live, self.environments, "live environment")
        if not 0 <= self.share < ALL:
            raise ValueError(
                f"share must be 0 to {ALL - 1} of 100 requests, got {self.share}; to send all "
                "of them, make the other environment live"
            )

    @property
    def other(self) -> str:
        """The environment that is not live."""
        first, second = self.environments
        return second if self.live == first else first


def check_blue_green(platform: "Platform") -> None:
    """Refuse environments that cannot stand behind one host."""
    front = platform.blue_green
    if front is None:
        return
    known = {each.name: each for each in platform.environments}
    for name in front.environments:
        check_known(name, known, "environment of BlueGreen")
        _check_reached(known[name])
    first, second = (known[name].config for name in front.environments)
    names = " and ".join(map(repr, front.environments))
    if first.host != second.host:
        raise ValueError(
            f"environments {names} have hosts {first.host!r} and {second.host!r}; give both "
            "the host that users open, and each an alias of its own"
        )
    if shared := set(first.edge.aliases) & set(second.edge.aliases):
        raise ValueError(
            f"environments {names} share alias {min(shared)!r}, by which neither could be "
            "reached alone; give each its own"
        )


def _check_reached(environment: "Environment") -> None:
    config = environment.config
    if not config.edge.aliases:
        raise ValueError(
            f"environment {environment.name!r} has no name of its own behind the common host; "
            f"set Edge(aliases=('{environment.name}.{config.host}',))"
        )
    if not config.https:
        raise ValueError(
            f"environment {environment.name!r} is reached without TLS, and the Gateway in "
            "front would send sessions in plain text; set tls"
        )
    if config.edge.dns is not None:
        raise ValueError(
            f"environment {environment.name!r} publishes {config.host!r} in DNS, which is the "
            "name of the Gateway in front; leave out dns, and publish the alias yourself"
        )
