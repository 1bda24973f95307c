"""Map cdk8s's Python names of fields and values to Kubernetes' names.

jsii removes the capitals, and only cdk8s's JavaScript knows them.
"""

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

# Words that Kubernetes writes in capitals, and parts of words, since jsii cuts plurals:
# `targetWWNs` is `target_ww_ns` in Python.
_CAPITALS: Final = re.compile(
    r"api|arn|cidr?|cpu|fqdn|gc|id|io|ipc?|pid|sdk|tls|ur[il]?|uuid|ww"
)
# Their fields follow no rule, and we use none of them.
UNNAMED: Final = frozenset(
    {"cdk8s-plus-27.k8s.CustomResourceValidation", "cdk8s-plus-27.k8s.JsonSchemaProps"}
)

# The Gateway API writes enum values in camel case, such as PathPrefix, except these.
_GATEWAY_API: Final = "kfl_gateway_"
_ISTIO: Final = "kfl_istio_"
_CHOICES: Final[Mapping[str, str | int]] = {
    "URL_REWRITE": "URLRewrite",
    "HTTP": "http",
    "HTTPS": "https",
    "VALUE_301": 301,
    "VALUE_302": 302,
}
_METHOD: Final = "Method"


def field_names(struct: Any) -> Mapping[str, str]:
    """Return the Kubernetes names of a struct's fields by their Python names."""
    known: Mapping[str, str] = struct.__jsii_name_mapping__
    if struct.__jsii_type__.startswith(_ISTIO):
        # Istio's names contain no capitals.
        return {name: theirs.replace("5Xx", "5xx") for name, theirs in known.items()}
    return {name: field_name(name) for name in known}


def field_name(name: str) -> str:
    """Return the name of a field, such as `hostIP` for `host_ip`."""
    first, *others = name.rstrip("_").split("_")
    return first + "".join(w.upper() if _CAPITALS.fullmatch(w) else w.title() for w in others)


def choice(member: Enum) -> str | int:
    """Return the Kubernetes value of a member of an enumeration of the bindings."""
    name = str(member.value)
    kind = type(member)
    if not kind.__jsii_type__.startswith(_GATEWAY_API):  # type: ignore[attr-defined]
        # cdk8s splits words at Istio's underscores.
        return name.replace("UNDERSCORE_", "")
    if kind.__name__.endswith(_METHOD):
        return name
    return _CHOICES.get(name) or "".join(word.title() for word in name.split("_"))
