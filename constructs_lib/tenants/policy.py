"""Define an admission policy for profiles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Any, Final

from constructs import Construct

from ..config import PROFILES, TenantRules, api_user
from ..kube import AdmissionPolicy

PREFIX: Final = "kubeflow-tenant-"

# Kubernetes' own controllers, each with its account, or all with one.
SYSTEM: Final = "kube-system"
CONTROLLERS: Final = "system:kube-controller-manager"

# CEL: whether Kubernetes' own accounts, a kubelet or an administrator makes the request.
BY_SYSTEM: Final = f"request.userInfo.username.startsWith('{api_user(SYSTEM, '')}')"
BY_KUBELET: Final = "'system:nodes' in request.userInfo.groups"
BY_ADMINISTRATOR: Final = "authorizer.group('*').resource('*').check('*').allowed()"

_CONTENT: Final = ("spec",)
_WRITES: Final = ("CREATE", "UPDATE")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kinds:
    """Objects that a policy matches: resources of one API group, as RBAC names them."""

    group: str
    resources: tuple[str, ...]

    def to_json(self, operations: Sequence[str]) -> dict[str, Any]:
        """Return them as an admission policy's rule for some operations."""
        return {
            "apiGroups": [self.group],
            "apiVersions": ["*"],
            "operations": list(operations),
            "resources": list(self.resources),
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """A CEL condition that a request must meet, and the message if it does not."""

    expression: str
    message: str


class TenantPolicy(Construct):
    """Refuse requests in profiles, of any user, that do not meet every demand.

    It fails closed. An update that changes neither labels, annotations nor content passes,
    so that existing objects can still be finalized and deleted.

    name: without the prefix of all such policies. kinds, operations: the matched requests.
    demands: each a CEL expression with its message. variables: named CEL expressions, in the
    order in which they use one another. conditions: named CEL expressions about the requests
    that it reads, all others pass. content: the fields that hold an object's content,
    such as `metadata.finalizers`; `spec` by default.
    """

    def __init__(
        self,
        scope: Construct,
        *,
        name: str,
        rules: TenantRules,
        kinds: Sequence[Kinds],
        demands: Sequence[Demand],
        variables: Mapping[str, str] | None = None,
        conditions: Mapping[str, str] | None = None,
        operations: Sequence[str] = _WRITES,
        content: Sequence[str] = _CONTENT,
    ) -> None:
        super().__init__(scope, name)
        spec: dict[str, Any] = {
            "failurePolicy": "Fail",
            "matchConstraints": {
                "namespaceSelector": {"matchLabels": PROFILES},
                "resourceRules": [kind.to_json(operations) for kind in kinds],
            },
            "validations": [
                {"expression": _text(each.expression), "message": each.message}
                for each in demands
            ],
        }
        changes = {"changes": _changes(content)} if "UPDATE" in operations else {}
        if conditions or changes:
            spec["matchConditions"] = _named({**(conditions or {}), **changes})
        if variables:
            spec["variables"] = _named(variables)
        actions = ("Deny",) if rules.enforcement == "deny" else ("Warn", "Audit")
        AdmissionPolicy(self, "Policy", name=f"{PREFIX}{name}", spec=spec, actions=actions)


def one_of(values: Sequence[str]) -> str:
    """Return a list of strings as a CEL literal."""
    return f"[{', '.join(map(text_literal, values))}]"


def any_of(keys: Sequence[str], found: str) -> str:
    """Return the CEL expression that a map has at least one of these keys."""
    return f"{one_of(keys)}.exists(key, key in {found})"


def text_literal(value: str) -> str:
    """Return a string as a CEL literal."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def literal(value: Any, text: Callable[[str], str] = text_literal) -> str:
    """Return a JSON value as CEL writes it; a map's values are of several types.

    text: how a string is written, other than a key.
    """
    if isinstance(value, Mapping):
        pairs = (
            f"{text_literal(key)}: dyn({literal(each, text)})" for key, each in value.items()
        )
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Sequence):
        return f"[{', '.join(literal(each, text) for each in value)}]"
    return str(value)


def _named(expressions: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {"name": name, "expression": _text(expression)}
        for name, expression in expressions.items()
    ]


def _text(expression: str) -> str:
    return dedent(expression).strip()


def _changes(content: Sequence[str]) -> str:
    parts = ("metadata.labels", "metadata.annotations", *content)
    optional = (".?".join(("", *part.split("."))) for part in parts)
    return "request.operation == 'CREATE'" + "".join(
        f" ||\nobject{part} != oldObject{part}" for part in optional
    )
