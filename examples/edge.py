"""TLS at kgateway with a certificate from cert-manager, a name in DNS, and what that needs."""

from constructs_lib import (
    Config,
    DnsEndpoint,
    Edge,
    Environment,
    Issuer,
    Platform,
    PlatformPrerequisites,
    Tls,
    run,
)

EDGE = Config(
    host="ml.example.com",
    edge=Edge(
        tls=Tls(issuer=Issuer(name="letsencrypt")), dns=DnsEndpoint(targets=("192.0.2.10",))
    ),
)


def platform() -> Platform:
    """Return what dist/ shall hold."""
    return Platform(
        environments=(Environment("edge", EDGE),), prerequisites=PlatformPrerequisites()
    )


if __name__ == "__main__":
    raise SystemExit(run(platform))
