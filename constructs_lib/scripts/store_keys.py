"""Gives each profile a key of its own to MinIO, which opens what lies below its name alone.

A profile has a user of MinIO with a policy of its own, and a Secret with the user's key. What
is missing is made, the user before the Secret. A Secret that is deleted, or holds anything
else, gets another key; users that no profile's Secret names are removed. Where Elyra is
wanted, a second Secret has the key in the form that it reads.

MinIO is asked by its own client, mc: it wants its administrators' requests encrypted.
"""

import base64
import json
import os
import re
import secrets
import signal
import ssl
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"
# What every user and policy is called that is made here; others are left alone.
PREFIX = "profile-"
# The placeholders of the profile's name: in the policy, and in Elyra's configuration.
PROFILE = "<profile>"
NAMESPACE = "{namespace}"
# The most characters of a bucket's name.
LONGEST_BUCKET = 63

# Access key and secret key.
Key = tuple[str, str]


class StoreError(RuntimeError):
    """MinIO refused what was asked; the message says what, and why."""


class Cluster:
    """The API server, as this pod's service account sees it."""

    def __init__(self, account: Path, settings: dict[str, Any]) -> None:
        host = os.environ["KUBERNETES_SERVICE_HOST"]
        address = f"[{host}]" if ":" in host else host
        self.url = f"https://{address}:{os.environ['KUBERNETES_SERVICE_PORT']}/api/v1"
        self.account = account
        self.context = ssl.create_default_context(cafile=str(account / "ca.crt"))
        self.labels = settings["labels"]
        self.name = settings["secret"]

    def profiles(self) -> list[str]:
        """Return the namespaces of profiles; one that is being deleted is none any more."""
        chosen = ",".join(f"{key}={value}" for key, value in self.labels.items())
        found = [o["metadata"] for o in self._list("namespaces", labelSelector=chosen)]
        return [each["name"] for each in found if "deletionTimestamp" not in each]

    def secrets(self, name: str | None = None) -> dict[str, dict[str, Any]]:
        """Return the Secrets of a name by namespace, by default those with keys."""
        found = self._list("secrets", fieldSelector=f"metadata.name={name or self.name}")
        return {each["metadata"]["namespace"]: each for each in found}

    def write(self, namespace: str, key: Key, old: dict[str, Any] | None) -> None:
        """Create a Secret, or put a key into the one that was read, unchanged since."""
        data = encoded(dict(zip(("accesskey", "secretkey"), key, strict=True)))
        self.put(namespace, self.name, data, old)

    def put(
        self, namespace: str, name: str, data: dict[str, str], old: dict[str, Any] | None
    ) -> None:
        """Create a Secret of these values, or change the one that was read."""
        path = f"namespaces/{namespace}/secrets"
        if old is None:
            metadata = {"name": name}
            kind = {"apiVersion": "v1", "kind": "Secret", "type": "Opaque"}
            self._ask("POST", path, {**kind, "metadata": metadata, "data": data})
        else:
            self._ask("PUT", f"{path}/{name}", {**old, "data": data})

    def _list(self, resource: str, **selectors: str) -> list[dict[str, Any]]:
        query = urllib.parse.urlencode(selectors)
        found: list[dict[str, Any]] = self._ask("GET", f"{resource}?{query}")["items"]
        return found

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        # The kubelet renews it.
        token = (self.account / "token").read_text(encoding="utf-8").strip()
        request = urllib.request.Request(  # noqa: S310 - always https
            f"{self.url}/{path}",
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30, context=self.context) as answer:  # noqa: S310
            return json.load(answer)


class Store:
    """MinIO, as its administrator sees it."""

    def __init__(self, client: Path, folder: Path, settings: dict[str, Any]) -> None:
        self.client = client
        self.folder = folder
        self.policy = json.dumps(settings["policy"])
        alias = {
            "url": settings["store"],
            "accessKey": os.environ["MINIO_ACCESS_KEY"],
            "secretKey": os.environ["MINIO_SECRET_KEY"],
            "api": "S3v4",
            "path": "auto",
        }
        told = json.dumps({"version": "10", "aliases": {"store": alias}})
        (folder / "config.json").write_text(told, encoding="utf-8")

    def users(self) -> dict[str, str]:
        """Return the policy of each user made here, by access key."""
        lines = self._ask("user", "list").splitlines()
        found = [json.loads(line) for line in lines]
        return {
            each["accessKey"]: each.get("policyName", "")
            for each in found
            if each["accessKey"].startswith(PREFIX)
        }

    def add(self, profile: str, key: Key) -> None:
        """Make a profile's policy and user, or set them right."""
        access, _ = key
        policy = self.policy.replace(PROFILE, profile)
        self._ask("policy", "create", f"{PREFIX}{profile}", "/dev/stdin", told=policy)
        # By its input: arguments are seen by whoever sees the process.
        self._ask("user", "add", told="\n".join((*key, "")))
        self._ask("policy", "attach", f"{PREFIX}{profile}", "--user", access)

    def remove(self, user: str) -> None:
        """Remove a user, whatever it has made included."""
        self._ask("user", "remove", user)

    def forget(self, policy: str) -> None:
        """Remove a policy that nobody has any more."""
        self._ask("policy", "remove", policy)

    def _ask(self, subject: str, verb: str, *words: str, told: str = "") -> str:
        command = [str(self.client), "--config-dir", str(self.folder), "--json"]
        done = subprocess.run(  # noqa: S603 - no shell takes part
            [*command, "admin", subject, verb, "store", *words],
            input=told,
            capture_output=True,
            check=False,
            text=True,
            timeout=60,
        )
        if done.returncode:
            raise StoreError(f"{subject} {verb}: {done.stdout.strip() or done.stderr.strip()}")
        return done.stdout


def key_of(profile: str, secret: dict[str, Any] | None) -> Key | None:
    """Return the key in a profile's Secret; none where it is not one that was made here."""
    data = (secret or {}).get("data") or {}
    access, value = (
        base64.b64decode(data.get(part, "")).decode(errors="replace")
        for part in ("accesskey", "secretkey")
    )
    if not re.fullmatch(rf"{PREFIX}{re.escape(profile)}-[0-9a-f]{{16}}", access):
        return None
    return (access, value) if re.fullmatch(r"[0-9a-f]{40}", value) else None


def new_key(profile: str) -> Key:
    """Return a key that nobody can guess either half of."""
    return f"{PREFIX}{profile}-{secrets.token_hex(8)}", secrets.token_hex(20)


def encoded(values: dict[str, str]) -> dict[str, str]:
    """Return texts as a Secret has them."""
    return {name: base64.b64encode(text.encode()).decode() for name, text in values.items()}


def runtime_of(elyra: dict[str, Any], profile: str, key: Key) -> dict[str, str]:
    """Return the values of a Secret for Elyra, and for the steps of its pipelines."""
    access, secret = key
    runtime = elyra["runtime"]
    metadata = {
        name: value.replace(NAMESPACE, profile) for name, value in runtime["metadata"].items()
    }
    metadata.update(cos_username=access, cos_password=secret)
    return {
        elyra["file"]: json.dumps({**runtime, "metadata": metadata}, indent=1, sort_keys=True),
        "AWS_ACCESS_KEY_ID": access,
        "AWS_SECRET_ACCESS_KEY": secret,
    }


def equip(cluster: Cluster, elyra: dict[str, Any], keys: dict[str, Key]) -> list[str]:
    """Give Elyra the key of each profile, and return what went wrong.

    A profile whose bucket could not have its name gets none.
    """
    found = cluster.secrets(elyra["secret"])
    bucket = elyra["runtime"]["metadata"]["cos_bucket"]
    failures = []
    for profile, key in keys.items():
        if len(bucket.replace(NAMESPACE, profile)) > LONGEST_BUCKET:
            continue
        data, old = encoded(runtime_of(elyra, profile, key)), found.get(profile)
        if (old or {}).get("data") == data:
            continue
        try:
            cluster.put(profile, elyra["secret"], data, old)
        except OSError as error:
            failures.append(f"Elyra in {profile}: {error}")
    return failures


def settle(
    cluster: Cluster,
    store: Store,
    known: dict[str, Key],
    elyra: dict[str, Any] | None = None,
) -> list[str]:
    """Make what is missing, remove what is too much, and return what went wrong.

    known: the key that each profile's user was last given, kept between calls: MinIO does not
    tell a user's secret key. elyra: what its Secrets are made of, where it is wanted.
    """
    profiles, found, users = cluster.profiles(), cluster.secrets(), store.users()
    keys = {profile: key_of(profile, found.get(profile)) for profile in profiles}
    failures = []
    for profile, key in keys.items():
        if key and known.get(profile) == key and users.get(key[0]) == PREFIX + profile:
            continue
        made = key or new_key(profile)
        try:
            store.add(profile, made)
            if not key:
                cluster.write(profile, made, found.get(profile))
        except (OSError, StoreError, subprocess.TimeoutExpired) as error:
            failures.append(f"{profile}: {error}")
        else:
            keys[profile] = known[profile] = made
            print(f"{profile} has a key", flush=True)
    wanted = {key[0] for key in keys.values() if key}
    for user in users.keys() - wanted:
        store.remove(user)
        print(f"{user} is no user any more", flush=True)
    for policy in set(users.values()) - {PREFIX + profile for profile in profiles} - {""}:
        store.forget(policy)
    if elyra:
        given = {profile: known[profile] for profile in profiles if profile in known}
        failures += equip(cluster, elyra, given)
    return failures


def main(arguments: list[str]) -> None:
    """Settle again and again, until the pod is stopped: FILE, the settings as JSON.

    MC: where the client is. STATE: a folder for what it is told, and for the file `settled`,
    which is there while nothing is wrong.
    """
    [file] = arguments
    # The first process of a container has to heed it by itself.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    settings = json.loads(Path(file).read_text(encoding="utf-8"))
    state = Path(os.environ["STATE"])
    cluster = Cluster(Path(os.environ.get("SERVICE_ACCOUNT", ACCOUNT)), settings)
    store = Store(Path(os.environ["MC"]), state, settings)
    known: dict[str, Key] = {}
    while True:
        try:
            failures = settle(cluster, store, known, settings.get("elyra"))
        except (OSError, StoreError, subprocess.TimeoutExpired) as error:
            failures = [str(error)]
        for failure in failures:
            print(failure, file=sys.stderr, flush=True)
        if failures:
            (state / "settled").unlink(missing_ok=True)
        else:
            (state / "settled").touch()
        time.sleep(settings["seconds"])


if __name__ == "__main__":
    main(sys.argv[1:])
