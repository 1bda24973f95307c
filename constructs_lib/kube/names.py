"""What Kubernetes calls the fields and values that cdk8s has other names for in Python.

jsii takes the capitals away, and only cdk8s's JavaScript knows them.
"""

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

# What Kubernetes writes in capitals. Half words are here too, for where jsii cuts plurals:
# `targetWWNs` is `target_ww_ns` in Python.
_CAPITALS: Final = re.compile(
    r"api|arn|cidr?|cpu|fqdn|gc|id|io|ipc?|pid|sdk|tls|ur[il]?|uuid|ww"
)
# Their fields follow no rule, and no object of ours has one.
UNNAMED: Final = frozenset(
    {"cdk8s-plus-27.k8s.CustomResourceValidation", "cdk8s-plus-27.k8s.JsonSchemaProps"}
)

# The Gateway API writes a choice as one word, PathPrefix, but these.
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
    """Return the names of a struct's fields, by those that they have in Python."""
    known: Mapping[str, str] = struct.__jsii_name_mapping__
    if struct.__jsii_type__.startswith(_ISTIO):
        # Istio's own names have no capitals to lose.
        return {name: theirs.replace("5Xx", "5xx") for name, theirs in known.items()}
    return {name: field_name(name) for name in known}


def field_name(name: str) -> str:
    """Return the name of a field, such as `hostIP` for `host_ip`."""
    first, *others = name.rstrip("_").split("_")
    return first + "".join(w.upper() if _CAPITALS.fullmatch(w) else w.title() for w in others)


def choice(member: Enum) -> str | int:
    """Return what is written for a member of an enumeration of the bindings."""
    name = str(member.value)
    kind = type(member)
    if not kind.__jsii_type__.startswith(_GATEWAY_API):  # type: ignore[attr-defined]
        # Istio's own underscores are words to cdk8s.
        return name.replace("UNDERSCORE_", "")
    if kind.__name__.endswith(_METHOD):
        return name
    return _CHOICES.get(name) or "".join(word.title() for word in name.split("_"))
