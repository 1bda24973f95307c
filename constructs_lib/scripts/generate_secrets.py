"""Makes the Secrets that are missing, in the cluster; runs there on Python's own library.

    generate_secrets.py WANTED.json

Never changes a value that is there, never prints one, and can be run again at any time.
WANTED.json: {"secrets": [{"namespace", "name", "keys": {KEY: RECIPE}}], "published": [HASH]}
with the SHA-256 of values that anybody knows, a RECIPE of {"text": …}, {"random": LENGTH},
{"copy": PLACE} or {"bcrypt": PLACE}, and a PLACE of [namespace, name, key].
"""

import base64
import ctypes
import hashlib
import json
import os
import secrets
import ssl
import string
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"
COST = 12
# What bcrypt writes a salt with: six bits a character, but two for the last.
_SALT = string.ascii_letters + string.digits + "./"

Place = tuple[str, str, str]


def random_text(length: int) -> str:
    """Return letters and digits that nobody can guess."""
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(length))


def bcrypt(password: str) -> str:
    """Return a password's hash, made by the C library's own `crypt`.

    Python's library has no bcrypt. musl, which the image has, keeps it in libc; glibc systems
    have it in a library beside.
    """
    library = ctypes.CDLL(None)
    if not hasattr(library, "crypt"):
        library = ctypes.CDLL("libcrypt.so.1")
    library.crypt.restype = ctypes.c_char_p
    salt = "".join(secrets.choice(_SALT) for _ in range(21)) + secrets.choice(".Oeu")
    made = library.crypt(password.encode(), f"$2y${COST}${salt}".encode())
    if not made or not made.startswith(b"$2y$"):
        raise SystemExit("this system's C library makes no bcrypt hashes")
    return str(made.decode())


class Values:
    """Values that are there, and those to add; what is there is never replaced."""

    def __init__(self, found: Mapping[Place, str]) -> None:
        self.found = found
        self.added: dict[Place, str] = {}

    def __getitem__(self, place: Place) -> str:
        return self.found[place] if place in self.found else self.added[place]

    def add(self, place: Place, value: str) -> None:
        """Add a value where there is none."""
        if place not in self.found:
            self.added.setdefault(place, value)


def missing(wanted: list[dict[str, Any]], found: Mapping[Place, str]) -> dict[Place, str]:
    """Return the values to add, in an order that may be broken off anywhere.

    A hash comes after its password, and a copy is as good as what it was made of: a second
    run goes on where the first one ended.
    """
    values = Values(found)
    hashes = {
        place: password
        for place, password in recipes(wanted, "bcrypt").items()
        if place not in found
    }
    copies = recipes(wanted, "copy")
    for password in hashes.values():
        values.add(tuple(password), random_text(20))
    for place, source in copies.items():
        if place in found:
            values.add(tuple(source), found[place])
    for place, text in recipes(wanted, "text").items():
        values.add(place, text)
    for place, length in recipes(wanted, "random").items():
        values.add(place, random_text(length))
    for place, password in hashes.items():
        values.add(place, bcrypt(values[tuple(password)]))
    for place, source in copies.items():
        values.add(place, values[tuple(source)])
    return values.added


def recipes(wanted: list[dict[str, Any]], kind: str) -> dict[Place, Any]:
    """Return what the values of one kind are made of, by their place."""
    return {
        (secret["namespace"], secret["name"], key): recipe[kind]
        for secret in wanted
        for key, recipe in secret["keys"].items()
        if kind in recipe
    }


def problems(
    wanted: list[dict[str, Any]], values: Mapping[Place, str], published: list[str]
) -> list[str]:
    """Return a sentence for each value that cannot stay, naming its place only."""
    found = [
        f"{'/'.join(place)} is a default that is published with Kubeflow: delete it, and run "
        f"this again"
        for place, value in values.items()
        for text in (value.encode(), base64.b64encode(value.encode()))
        if hashlib.sha256(text).hexdigest() in published
    ]
    found += [
        f"{'/'.join(place)} and {'/'.join(source)} must be the same: delete the one that is "
        f"wrong, and run this again"
        for place, source in recipes(wanted, "copy").items()
        if values[place] != values[tuple(source)]
    ]
    return found


class Cluster:
    """The API server, as this pod's service account sees it."""

    def __init__(self, account: Path) -> None:
        host = os.environ["KUBERNETES_SERVICE_HOST"]
        address = f"[{host}]" if ":" in host else host
        self.url = f"https://{address}:{os.environ['KUBERNETES_SERVICE_PORT']}"
        self.token = (account / "token").read_text(encoding="utf-8").strip()
        self.context = ssl.create_default_context(cafile=str(account / "ca.crt"))

    def read(self, namespace: str, name: str) -> dict[str, Any] | None:
        """Return a Secret, None where there is none."""
        try:
            secret: dict[str, Any] = self._ask("GET", f"{_path(namespace)}/{name}")
        except urllib.error.HTTPError as error:
            if error.code == HTTPStatus.NOT_FOUND:
                return None
            raise
        return secret

    def add(
        self, namespace: str, name: str, data: dict[str, str], old: dict[str, Any] | None
    ) -> None:
        """Create a Secret, or add keys to the one that was read and has not changed since."""
        if old is None:
            body = {"metadata": {"name": name}, "type": "Opaque", "data": data}
            self._ask("POST", _path(namespace), body)
        else:
            version = {"resourceVersion": old["metadata"]["resourceVersion"]}
            self._ask(
                "PATCH", f"{_path(namespace)}/{name}", {"metadata": version, "data": data}
            )

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        kind = "merge-patch+json" if method == "PATCH" else "json"
        request = urllib.request.Request(  # noqa: S310 - always https
            f"{self.url}{path}",
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": f"application/{kind}",
            },
        )
        with urllib.request.urlopen(request, timeout=30, context=self.context) as answer:  # noqa: S310
            return json.load(answer)


def _path(namespace: str) -> str:
    return f"/api/v1/namespaces/{namespace}/secrets"


def run(wanted: list[dict[str, Any]], published: list[str], cluster: Cluster) -> list[str]:
    """Make what is missing, say where, and return what cannot stay."""
    names = dict.fromkeys(place[:2] for secret in wanted for place in _places(secret))
    old = {name: cluster.read(*name) for name in names}
    found = {
        (*name, key): base64.b64decode(value).decode(errors="replace")
        for name, secret in old.items()
        for key, value in ((secret or {}).get("data") or {}).items()
    }
    added = missing(wanted, found)
    for namespace, name in dict.fromkeys(place[:2] for place in added):
        data = {
            key: base64.b64encode(value.encode()).decode()
            for (*owner, key), value in added.items()
            if owner == [namespace, name]
        }
        cluster.add(namespace, name, data, old[namespace, name])
        print(f"made {namespace}/{name}: {', '.join(data)}", flush=True)
    values = {**found, **added}
    print("nothing is missing" if not added else f"{len(added)} values made")
    return problems(wanted, values, published)


def _places(secret: dict[str, Any]) -> list[Place]:
    """Return the values of a Secret, and the passwords that its hashes are made of."""
    own = [(secret["namespace"], secret["name"], key) for key in secret["keys"]]
    passwords = [tuple(r["bcrypt"]) for r in secret["keys"].values() if "bcrypt" in r]
    return [*passwords, *own]


def main(arguments: list[str]) -> int:
    """Run in a pod; the exit code is 1 where something cannot stay as it is."""
    [file] = arguments
    task = json.loads(Path(file).read_text(encoding="utf-8"))
    account = Path(os.environ.get("SERVICE_ACCOUNT", ACCOUNT))
    found = run(task["secrets"], task["published"], Cluster(account))
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
