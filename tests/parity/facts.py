"""What is known of upstream without its manifests: a digest an object, rights, schemas.

`make upstream-facts` derives them; `facts.yaml` is read by tests, and by people in a review.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from constructs_lib.kube import Object
from constructs_lib.releases import V1_9_1, Release

from .fields import Leaves, grants, identity, leaves, schemas
from .upstream import LATER, REPOSITORY

_FOLDER: Final = Path(__file__).parent
# Which field it is can only be seen beside upstream's own manifests.
SHOWS: Final = f"make parity UPSTREAM={REPOSITORY}"
RBAC: Final = "rbac.authorization.k8s.io"
_HEAD: Final = """\
# What is known of kubeflow/manifests {name}, commit {commit}.
# Of components that it has not, or older: {later}.
# `make upstream-facts` derives it; docs/verification.md says what it is for.
"""


@dataclass(frozen=True)
class Facts:
    """Digests of objects and schemas, roles as verbs by what they are for, and bindings.

    objects: by identity, of all fields but those that docs/differences.yaml names.
    schemas: by `plural.group/version`.
    """

    objects: Mapping[str, str]
    schemas: Mapping[str, str]
    roles: Mapping[str, Mapping[str, str]]
    bindings: Mapping[str, Mapping[str, Any]]


def file_of(release: Release) -> Path:
    """Return where the facts of a release are."""
    name = "facts" if release == V1_9_1 else f"facts-{release.name}"
    return _FOLDER / f"{name}.yaml"


def read(release: Release) -> Facts:
    """Return the facts that are committed."""
    return Facts(**yaml.load(file_of(release).read_text("utf-8"), yaml.CSafeLoader))


def text_of(facts: Facts, release: Release) -> str:
    """Return the facts as the file has them: sorted, one line an object."""
    tags = dict.fromkeys(release.later.values())
    later = ", ".join(f"{tag} {LATER[tag]}" for tag in tags) or "none"
    head = _HEAD.format(name=release.name, commit=release.commit, later=later)
    return head + yaml.dump(asdict(facts), Dumper=yaml.CSafeDumper, width=10_000)


def derive(objects: Mapping[str, Object], explained: AbstractSet[str]) -> Facts:
    """Return what is to be known of objects by their identity.

    explained: the places of docs/differences.yaml, of which nothing is said.
    """
    known = {name: obj for name, obj in objects.items() if name not in explained}
    return Facts(
        objects={name: _digest_of(name, obj, explained) for name, obj in known.items()},
        schemas={
            name: digest(schema)
            for obj in known.values()
            for name, schema in schemas(obj).items()
        },
        roles={
            name: {what: " ".join(verbs) for what, verbs in grants(obj).items()}
            for name, obj in known.items()
            if obj["kind"] in ("ClusterRole", "Role")
        },
        bindings={
            name: {
                "role": f"{obj['roleRef']['kind']}/{obj['roleRef']['name']}",
                "subjects": sorted(map(_subject, obj.get("subjects") or ())),
            }
            for name, obj in known.items()
            if obj["kind"] in ("ClusterRoleBinding", "RoleBinding")
        },
    )


def _digest_of(name: str, obj: Object, explained: AbstractSet[str]) -> str:
    return digest(
        {
            field: value
            for field, value in leaves(obj).items()
            if f"{name}:{field}" not in explained
        }
    )


def digest(fields: Leaves) -> str:
    """Return a short text that is another one when any path or value is."""
    told = json.dumps(fields, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def drift(ours: Facts, theirs: Facts) -> Iterator[str]:
    """Yield a sentence for each object, schema and right of ours that is not upstream's."""
    for what, mine, other in (
        ("object", ours.objects, theirs.objects),
        ("schema", ours.schemas, theirs.schemas),
    ):
        for name in sorted(mine.keys() | other.keys()):
            if name not in mine:
                yield f"{what} {name} is missing"
            elif name not in other:
                yield f"{what} {name} is not upstream's"
            elif mine[name] != other[name]:
                yield f"{what} {name} differs from upstream's; `{SHOWS}` shows the field"
    for name, role in sorted(ours.roles.items()):
        for what, verbs in role.items():
            more = set(verbs.split()) - set(theirs.roles.get(name, {}).get(what, "").split())
            if more:
                yield f"{name} grants {' '.join(sorted(more))} on {what}, upstream's does not"


def rbac_objects(facts: Facts) -> list[Object]:
    """Return roles and bindings that grant what upstream's do, for an API server to judge."""
    roles = [
        _named(name) | {"rules": [_rule(what, verbs.split()) for what, verbs in role.items()]}
        for name, role in facts.roles.items()
    ]
    return [*roles, *(_binding(name, binding) for name, binding in facts.bindings.items())]


def _named(name: str) -> Object:
    kind, namespace, plain = name.split("/")
    metadata = {"name": plain} | ({"namespace": namespace} if namespace else {})
    return {"apiVersion": f"{RBAC}/v1", "kind": kind, "metadata": metadata}


def _rule(what: str, verbs: list[str]) -> Object:
    if what.startswith("/"):
        return {"nonResourceURLs": [what], "verbs": verbs}
    resource, _, only = what.partition("@")
    group, _, resource = resource.partition("/")
    rule = {
        "apiGroups": ["" if group == "core" else group],
        "resources": [resource],
        "verbs": verbs,
    }
    return rule | ({"resourceNames": only.split(",")} if only else {})


def _subject(subject: Object) -> str:
    return identity({"kind": subject["kind"], "metadata": subject})


def _binding(name: str, binding: Mapping[str, Any]) -> Object:
    kind, role = binding["role"].split("/")
    return _named(name) | {
        "roleRef": {"apiGroup": RBAC, "kind": kind, "name": role},
        "subjects": [_bound(subject) for subject in binding["subjects"]],
    }


def _bound(subject: str) -> Object:
    kind, namespace, name = subject.split("/")
    if kind == "ServiceAccount":
        return {"kind": kind, "namespace": namespace, "name": name}
    return {"apiGroup": RBAC, "kind": kind, "name": name}
