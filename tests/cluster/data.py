"""Run a real MariaDB and a real S3 server, empty, on loopback."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .binaries import build
from .processes import LOOPBACK, free_ports, running

PASSWORD: Final = "root's own"
KEY: Final = ("access", "secret-of-the-store")

_DATABASE: Final = ("mariadbd", "mariadb-install-db", "mysql", "mysqldump")


def installed() -> bool:
    """Return whether there is a database to fill and dump: Debian's mariadb-server."""
    return all(shutil.which(program) for program in _DATABASE)


def rclone() -> Path:
    """Return the rclone that the image of the catalog holds, built from its module."""
    return build("rclone") / "rclone"


@dataclass(frozen=True)
class Database:
    """A MariaDB that asks root for a password."""

    port: int

    def ask(self, statement: str) -> str:
        """Return the rows of a statement, one per line."""
        command = ["mysql", "--batch", "--skip-column-names", "--user=root"]
        command += [f"--host={LOOPBACK}", f"--port={self.port}", f"--execute={statement}"]
        done = subprocess.run(
            command,
            env=os.environ | {"MYSQL_PWD": PASSWORD},
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout


@contextmanager
def database(folder: Path) -> Iterator[Database]:
    """Run a MariaDB without any database of its own."""
    (port,) = free_ports(1)
    rows = folder / "rows"
    # As root it would otherwise become a user who may not enter the test's folder.
    me = ["--user=root"] if os.geteuid() == 0 else []
    plain = ["--no-defaults", f"--datadir={rows}", *me]
    folder.mkdir(parents=True)
    subprocess.run(
        ["mariadb-install-db", *plain, "--auth-root-authentication-method=normal"],
        check=True,
        capture_output=True,
        # A server deletes the temporary tables that it finds: those of one beside it.
        env={**os.environ, "TMPDIR": str(folder)},
    )
    first = folder / "first.sql"
    first.write_text(f'ALTER USER root@localhost IDENTIFIED BY "{PASSWORD}";\n')
    command = [
        "mariadbd",
        *plain,
        f"--bind-address={LOOPBACK}",
        f"--port={port}",
        f"--socket={folder / 'socket'}",
        f"--pid-file={folder / 'pid'}",
        f"--tmpdir={folder}",
        f"--init-file={first}",
    ]
    made = Database(port)
    with running(command, folder=folder, ready=lambda: _answers(made)):
        yield made


def _answers(server: Database) -> bool:
    try:
        server.ask("SELECT 1")
    except subprocess.CalledProcessError:
        return False
    return True


@dataclass(frozen=True)
class Store:
    """An S3 server whose buckets are the folders of one."""

    port: int
    buckets: Path


@contextmanager
def store(folder: Path, *buckets: str) -> Iterator[Store]:
    """Run rclone as an S3 server with empty buckets."""
    (port,) = free_ports(1)
    made = Store(port, folder / "buckets")
    for bucket in buckets:
        (made.buckets / bucket).mkdir(parents=True)
    command = [rclone(), "serve", "s3", f"--addr={LOOPBACK}:{port}"]
    # What is changed behind its back is seen soon; at 0 it has been seen to turn in a circle.
    command += [f"--auth-key={','.join(KEY)}", "--dir-cache-time=100ms", "--config=/notfound"]
    command += [str(made.buckets)]
    with running(command, folder=folder, ready=lambda: _listens(port)):
        yield made


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0
