"""A company's own login: its provider, its groups, and secrets from its store."""

from constructs_lib import (
    Config,
    Dex,
    Environment,
    ExternalSecrets,
    Login,
    OidcConnector,
    Platform,
    SecretKey,
    run,
)


def platform() -> Platform:
    """Return a platform without passwords of its own, for one group of the company."""
    company = OidcConnector(
        id="company",
        name="Example",
        issuer="https://id.example.com",
        client_id="kubeflow",
        client_secret=SecretKey("company-client", "secret"),
        groups="groups",
    )
    config = Config(
        host="kubeflow.example.com",
        login=Login(
            dex=Dex(issuer="public", users=(), connectors=(company,)), only_groups=("ml",)
        ),
        secrets=ExternalSecrets(store="vault"),
    )
    return Platform(environments=(Environment("default", config),))


if __name__ == "__main__":
    raise SystemExit(run(platform))
