"""Reads what Git does not know of a cluster, and writes it down as one set; only ever reads.

    keep_objects.py TASK.json FOLDER

TASK.json: {"kinds": [NAME of KINDS], "secrets": [NAME], "runs": URL of Pipelines or ""}.
FOLDER/set gets `objects/NAME.jsonl`, an object a line; `about.json`; and `digests`, as
sha256sum writes them. FOLDER/name and FOLDER/complete are written last, when nothing is
missing: the next step of the pod copies the set, and `complete` after it.

Kept is what people made in a profile: not what Argo CD applies from Git, what a controller
made of another object, or what is being deleted.
"""

import hashlib
import json
import os
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"
# For Pipelines; the kubelet renews it.
RUNS_TOKEN = "/var/run/secrets/kubeflow/pipelines/token"  # noqa: S105 - a path
# The version of what this writes, and the time in a set's name.
LAYOUT = 1
TIME = "%Y%m%dT%H%M%SZ"
PLATFORM = "kubeflow"
PROFILES = "profiles"
SECRETS = "secrets"
RUNS = "recurring-runs"
# By the name of a file of a set: the API version, the resource and the kind that it holds.
KINDS = {
    PROFILES: ("kubeflow.org/v1", "profiles", "Profile"),
    "claims": ("v1", "persistentvolumeclaims", "PersistentVolumeClaim"),
    SECRETS: ("v1", "secrets", "Secret"),
    "pod-defaults": ("kubeflow.org/v1alpha1", "poddefaults", "PodDefault"),
    "role-bindings": ("rbac.authorization.k8s.io/v1", "rolebindings", "RoleBinding"),
    "policies": ("security.istio.io/v1", "authorizationpolicies", "AuthorizationPolicy"),
    "notebooks": ("kubeflow.org/v1", "notebooks", "Notebook"),
    "experiments": ("kubeflow.org/v1beta1", "experiments", "Experiment"),
    "models": ("serving.kserve.io/v1beta1", "inferenceservices", "InferenceService"),
}
# Of these only what KFAM made for a contributor is kept: it names the person in annotations.
OF_CONTRIBUTORS = ("role-bindings", "policies")
# The only roles that KFAM binds, and so the only ones that a restored binding may name.
CONTRIBUTED = ("kubeflow-admin", "kubeflow-edit", "kubeflow-view")
_TOKEN_TYPE = "kubernetes.io/service-account-token"  # noqa: S105 - a type of Secrets
# What the server, Argo CD and kubectl write into an object.
_OF_SERVER = (
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "finalizers",
    "generateName",
    "generation",
    "managedFields",
    "ownerReferences",
    "resourceVersion",
    "selfLink",
    "uid",
)
TRACKED = "argocd.argoproj.io/tracking-id"
_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
# How a claim is bound to a volume of the lost cluster.
_OF_BINDING = ("pv.kubernetes.io/", "volume.kubernetes.io/", "volume.beta.kubernetes.io/")
_OF_VOLUME = ("volumeName", "dataSource", "dataSourceRef")
# What Pipelines writes into a recurring run.
OF_PIPELINES = ("recurring_run_id", "created_at", "updated_at", "status", "error")
# The id of one that is not in the set.
UNREAD = "unread"


def cleaned(obj: dict[str, Any]) -> dict[str, Any]:
    """Return an object as a person would write it: without what servers add."""
    metadata = {k: v for k, v in obj["metadata"].items() if k not in _OF_SERVER}
    annotations = {
        key: value
        for key, value in metadata.pop("annotations", {}).items()
        if key not in (_APPLIED, TRACKED) and not key.startswith(_OF_BINDING)
    }
    if annotations:
        metadata["annotations"] = annotations
    made = {k: v for k, v in obj.items() if k not in ("metadata", "status")}
    if obj["kind"] == "PersistentVolumeClaim":
        made["spec"] = {k: v for k, v in obj["spec"].items() if k not in _OF_VOLUME}
    return {**made, "metadata": metadata}


def is_kept(name: str, obj: dict[str, Any], profiles: set[str]) -> bool:
    """Return whether a set holds an object of the file `name`."""
    metadata = obj["metadata"]
    annotations = metadata.get("annotations", {})
    if TRACKED in annotations or "deletionTimestamp" in metadata:
        return False
    if any(owner.get("controller") for owner in metadata.get("ownerReferences", ())):
        return False
    if name in OF_CONTRIBUTORS and not {"user", "role"} <= annotations.keys():
        return False
    if not is_harmless(obj):
        return False
    places = profiles | {PLATFORM} if name == SECRETS else profiles
    return "namespace" not in metadata or metadata["namespace"] in places


def is_harmless(obj: dict[str, Any]) -> bool:
    """Return whether an object binds no other role, and lets no token be issued."""
    if obj["kind"] == "RoleBinding":
        role = obj["roleRef"]
        return role["kind"] == "ClusterRole" and role["name"] in CONTRIBUTED
    return not (obj["kind"] == "Secret" and obj.get("type") == _TOKEN_TYPE)


def is_finished(obj: dict[str, Any]) -> bool:
    """Return whether an experiment has ended: made again, it would run from its beginning."""
    ended = ("Succeeded", "Failed")
    conditions = obj.get("status", {}).get("conditions", ())
    return obj["kind"] == "Experiment" and any(
        each["type"] in ended and each["status"] == "True" for each in conditions
    )


def record(obj: dict[str, Any]) -> dict[str, Any]:
    """Return a line of a set: an object, its owners without uids, whether it has ended.

    Its own uid is beside it: a rehearsal knows by that the cluster where the set was made.
    """
    owners = [
        {key: owner[key] for key in ("apiVersion", "kind", "name")}
        for owner in obj["metadata"].get("ownerReferences", ())
    ]
    made: dict[str, Any] = {"object": cleaned(obj), "uid": obj["metadata"].get("uid", "")}
    if owners:
        made["owners"] = owners
    if is_finished(obj):
        made["finished"] = True
    return made


def path_of(name: str, namespace: str = "", own: str = "") -> str:
    """Return where the API server has the objects of a file: all, a namespace's, or one."""
    version, resource, _ = KINDS[name]
    prefix = "apis" if "/" in version else "api"
    within = f"namespaces/{namespace}/" if namespace else ""
    # Names of bindings may contain what ends a path, such as `?`.
    last = f"/{urllib.parse.quote(own, safe='')}" if own else ""
    return f"/{prefix}/{version}/{within}{resource}{last}"


class Cluster:
    """The API server and Pipelines, as this pod's service account sees them."""

    def __init__(self, account: Path, runs: str, runs_token: Path) -> None:
        host = os.environ["KUBERNETES_SERVICE_HOST"]
        address = f"[{host}]" if ":" in host else host
        self.url = f"https://{address}:{os.environ['KUBERNETES_SERVICE_PORT']}"
        self.account = account
        # All that it asks is in the cluster, and no proxy is. Python does not find an IPv6
        # address in NO_PROXY, because of its brackets.
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(
                context=ssl.create_default_context(cafile=str(account / "ca.crt"))
            ),
        )
        self.runs_url = runs
        self.runs_token = runs_token

    def objects(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield all objects of a kind, a page of 500 at a time."""
        version, _, kind = KINDS[name]
        token = ""
        while True:
            query = urllib.parse.urlencode({"limit": 500, "continue": token})
            page = self._get(f"{path_of(name)}?{query}")
            for obj in page["items"]:
                yield {"apiVersion": version, "kind": kind, **obj}
            token = page["metadata"].get("continue", "")
            if not token:
                return

    def secret(self, namespace: str, name: str) -> dict[str, Any] | None:
        """Return a Secret, None where there is none."""
        try:
            found: dict[str, Any] = self._get(path_of(SECRETS, namespace, name))
        except urllib.error.HTTPError as error:
            if error.code == HTTPStatus.NOT_FOUND:
                return None
            raise
        return found

    def runs(self, namespace: str) -> Iterator[dict[str, Any]]:
        """Yield a profile's recurring runs, as Pipelines' API has them."""
        token = ""
        while True:
            query = {"namespace": namespace, "page_size": "100", "page_token": token}
            page = self._ask(
                f"{self.runs_url}/apis/v2beta1/recurringruns?{urllib.parse.urlencode(query)}",
                self.runs_token,
            )
            yield from page.get("recurringRuns", ())
            token = page.get("next_page_token", "")
            if not token:
                return

    def _get(self, path: str) -> Any:
        return self._ask(f"{self.url}{path}", self.account / "token")

    def _ask(self, url: str, token: Path) -> Any:
        key = token.read_text(encoding="utf-8").strip()
        request = urllib.request.Request(  # noqa: S310 - https, or the mesh's own encryption
            url, headers={"Authorization": f"Bearer {key}", "Accept": "application/json"}
        )
        with self.opener.open(request, timeout=60) as answer:
            return json.load(answer)


def kept_of(cluster: Cluster, task: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return what a set holds, by the names of its files."""
    found = list(cluster.objects(PROFILES))
    profiles = {
        each["metadata"]["name"]
        for each in found
        if "deletionTimestamp" not in each["metadata"]
    }
    kept: dict[str, list[dict[str, Any]]] = {}
    for name in task["kinds"]:
        if name == RUNS:
            kept[name] = [
                _of_run(run, profile)
                for profile in sorted(profiles)
                for run in cluster.runs(profile)
            ]
        else:
            objects = found if name == PROFILES else cluster.objects(name)
            kept[name] = [record(obj) for obj in objects if is_kept(name, obj, profiles)]
    if task["secrets"]:
        read = (
            cluster.secret(namespace, name)
            for namespace in sorted(profiles | {PLATFORM})
            for name in task["secrets"]
        )
        kept[SECRETS] = [
            record(obj) for obj in read if obj and is_kept(SECRETS, obj, profiles)
        ]
    return kept


def _of_run(run: dict[str, Any], profile: str) -> dict[str, Any]:
    """Return a recurring run as a person would write it.

    Of one that it cannot read Pipelines tells the id and an error only: that is noted. What a
    member of one profile has made must not stop the copies of all.
    """
    if run.get("error"):
        own = run.get("recurring_run_id")
        print(f"left out: recurring run {own} of {profile}, which Pipelines cannot read")
        return {"namespace": profile, UNREAD: own}
    return {key: value for key, value in run.items() if key not in OF_PIPELINES}


def write(folder: Path, name: str, kept: dict[str, list[dict[str, Any]]]) -> None:
    """Write a set; `complete` is there only if all of it is."""
    whole = folder / "set"
    (whole / "objects").mkdir(parents=True, exist_ok=True)
    counts = {file: len(lines) for file, lines in kept.items()}
    texts = {
        f"objects/{file}.jsonl": "".join(
            f"{line}\n" for line in sorted(json.dumps(each, sort_keys=True) for each in lines)
        )
        for file, lines in kept.items()
    }
    about = {"layout": LAYOUT, "set": name, "counts": counts}
    texts["about.json"] = json.dumps(about, indent=1, sort_keys=True) + "\n"
    texts["digests"] = "".join(
        f"{digest(text.encode())}  {file}\n" for file, text in sorted(texts.items())
    )
    for file, text in texts.items():
        (whole / file).write_text(text, encoding="utf-8")
    (folder / "name").write_text(name, encoding="utf-8")
    last = f"{name}\n{digest(texts['digests'].encode())}\n"
    (folder / "complete").write_text(last, encoding="utf-8")


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()


def _reason(error: OSError) -> str:
    """Return why a request or a write failed; no value of a Secret is in it."""
    if isinstance(error, urllib.error.HTTPError):
        path = urllib.parse.urlsplit(error.url).path
        if error.code == HTTPStatus.UNAUTHORIZED:
            return (
                f"{path} refuses this account's token: it has expired, or is no longer valid"
            )
        return f"{path} answered {error.code} {error.reason}"
    if isinstance(error, urllib.error.URLError):
        return f"the API server or Pipelines does not answer: {error.reason}"
    return str(error)


def main(arguments: list[str]) -> int:
    """Make one set; the exit code is 1, and there is no `complete`, where that fails."""
    file, folder = arguments
    task = json.loads(Path(file).read_text(encoding="utf-8"))
    # What changes while it is read may be in the set or not; what is older is.
    name = time.strftime(TIME, time.gmtime())
    cluster = Cluster(
        Path(os.environ.get("SERVICE_ACCOUNT", ACCOUNT)),
        task["runs"],
        Path(os.environ.get("PIPELINES_TOKEN", RUNS_TOKEN)),
    )
    try:
        kept = kept_of(cluster, task)
        write(Path(folder), name, kept)
    except OSError as error:
        print(f"no set is made: {_reason(error)}", file=sys.stderr)
        return 1
    except ValueError as error:
        print(f"no set is made: {error}", file=sys.stderr)
        return 1
    counts = ", ".join(f"{len(lines)} {file}" for file, lines in kept.items())
    print(f"read as {name}: {counts}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
