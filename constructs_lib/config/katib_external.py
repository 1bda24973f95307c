"""Databases for Katib that somebody else runs."""

from dataclasses import dataclass
from typing import Literal

from .ca_bundle import CaBundle
from .checks import check_choices, check_database, check_host, check_label, check_port
from .secret_key import SecretKey


@dataclass(frozen=True, kw_only=True, slots=True)
class ExternalKatibMySQL:
    """A MySQL 8 for Katib that somebody else runs, without TLS: Katib 0.17 asks for none.

    host, port: where it listens, where nothing but a trusted network or the mesh leads.
    secret: in the platform's namespace, with keys `username` and `password`.
    database: its name; it must be there, and its user may make tables.
    Source: getDbName in pkg/db/v1beta1/mysql/mysql.go of kubeflow/katib v0.17.0.
    Raises ValueError for what cannot be one.
    """

    host: str
    secret: str
    port: int = 3306
    database: str = "katib"

    def __post_init__(self) -> None:
        _check(self.host, self.port, self.secret, self.database)

    @property
    def password(self) -> SecretKey:
        """Where its user's password stands."""
        return SecretKey(self.secret, "password")


@dataclass(frozen=True, kw_only=True, slots=True)
class ExternalKatibPostgres:
    """A Postgres for Katib that somebody else runs.

    host, port: where it listens.
    secret: in the platform's namespace, with keys `username` and `password`, of letters and
    digits: they are put into a line of settings without quotes.
    database: its name; it must be there, and its user may make tables.
    tls: libpq's sslmode; `require` asks for it without checking the certificate, `disable` is
    upstream's.
    ca: the authorities of the certificate, in the platform's namespace; the system's if None.
    Source: getDbName in pkg/db/v1beta1/postgres/postgres.go of kubeflow/katib v0.17.0.
    Raises ValueError for what cannot be one, and for authorities that nobody would ask.
    """

    host: str
    secret: str
    port: int = 5432
    database: str = "katib"
    tls: Literal["verify-full", "verify-ca", "require", "disable"] = "verify-full"
    ca: CaBundle | None = None

    def __post_init__(self) -> None:
        check_choices(self)
        _check(self.host, self.port, self.secret, self.database)
        if self.ca and not self.tls.startswith("verify"):
            raise ValueError(
                f"tls={self.tls!r} checks no certificate that `ca` could be for; "
                f"say 'verify-full' or 'verify-ca'"
            )

    @property
    def password(self) -> SecretKey:
        """Where its user's password stands."""
        return SecretKey(self.secret, "password")


def _check(host: str, port: int, secret: str, database: str) -> None:
    check_host(host, "host of Katib's database")
    check_port(port, "port of Katib's database")
    check_label(secret, "secret of Katib's database")
    check_database(database)
