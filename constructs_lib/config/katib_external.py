"""External databases for Katib."""

from dataclasses import dataclass
from typing import Literal

from .ca_bundle import CaBundle
from .checks import (
    check_choices,
    check_database,
    check_elsewhere,
    check_host,
    check_label,
    check_port,
)
from .secret_key import SecretKey


@dataclass(frozen=True, kw_only=True, slots=True)
class ExternalKatibMySQL:
    """An external MySQL 8 for Katib, without TLS: Katib 0.17 does not support it.

    host, port: its address, reached through a trusted network or the mesh only.
    secret: in the platform's namespace, with keys `username` and `password`.
    database: its name; it must exist, and its user must be allowed to create tables.
    Source: getDbName in pkg/db/v1beta1/mysql/mysql.go of kubeflow/katib v0.17.0.
    Raises ValueError for an invalid host, port, secret or database.
    """

    host: str
    secret: str
    port: int = 3306
    database: str = "katib"

    def __post_init__(self) -> None:
        _check(self.host, self.port, self.secret, self.database)

    @property
    def password(self) -> SecretKey:
        """The Secret's key with its user's password."""
        return SecretKey(self.secret, "password")


@dataclass(frozen=True, kw_only=True, slots=True)
class ExternalKatibPostgres:
    """An external Postgres for Katib.

    host, port: its address.
    secret: in the platform's namespace, with keys `username` and `password`, of letters and
    digits: they are used unquoted in a connection string.
    database: its name; it must exist, and its user must be allowed to create tables.
    tls: libpq's sslmode; `require` uses TLS without verifying the certificate, `disable` is
    upstream's.
    ca: the CAs of the certificate, in the platform's namespace; None uses the system's.
    Source: getDbName in pkg/db/v1beta1/postgres/postgres.go of kubeflow/katib v0.17.0.
    Raises ValueError for an invalid host, port, secret or database, and for an unused `ca`.
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
                f"tls={self.tls!r} verifies no certificate, so `ca` has no effect; use "
                "'verify-full' or 'verify-ca'"
            )

    @property
    def password(self) -> SecretKey:
        """The Secret's key with its user's password."""
        return SecretKey(self.secret, "password")


def _check(host: str, port: int, secret: str, database: str) -> None:
    check_host(host, "host of Katib's database")
    check_elsewhere(host, "host of Katib's database")
    check_port(port, "port of Katib's database")
    check_label(secret, "secret of Katib's database")
    check_database(database)
