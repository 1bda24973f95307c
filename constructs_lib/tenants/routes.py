"""Prevent tenants from harming others by routes."""

from collections.abc import Mapping, Sequence
from typing import Final

from constructs import Construct

from ..config import TenantRules
from ..scripts.models_hook import Settings
from .policy import Demand, Kinds, TenantPolicy, one_of, text_literal

ROUTES: Final = "routes"
NOTEBOOKS: Final = "notebooks"
VIEWERS: Final = "viewers"

_HEADER: Final = "[A-Za-z0-9-]{1,64}"
# Printable ASCII without '%', which begins a variable in Envoy's formatter.
_VALUE: Final = "[ -$&-~]*"
# The same without characters that JSON escapes.
_JSON_VALUE: Final = "[ !#$&-\\[\\]-~]*"
_PAIR: Final = rf'"{_HEADER}"\s*:\s*"{_JSON_VALUE}"'
# These define a request's end: a different value would split one request into two.
_FRAMING: Final = (
    "connection",
    "content-length",
    "te",
    "transfer-encoding",
    "upgrade",
)
_MOST_HEADERS: Final = 16
_PAIRS: Final = rf"{_PAIR}\s*(,\s*{_PAIR}\s*){{0,{_MOST_HEADERS - 1}}}"
_LONGEST: Final = 512
_LONGEST_ANNOTATION: Final = 2048
_REWRITE: Final = "/[!-~]*"
_TIMEOUT: Final = "([0-9]{1,6}(ms|s|m|h))?"

_ANNOTATION: Final = "notebooks.kubeflow.org/http-"


def guard_routes(
    scope: Construct,
    rules: TenantRules,
    *,
    headers: Sequence[str],
    reserved: Sequence[str],
    writers: Mapping[str, str],
    viewers: str,
    models: Mapping[str, Settings],
) -> None:
    """Refuse routes that Envoy would reject, or that take a path or a user of others.

    Envoy rejects all routes if one is invalid: a restarted ingress proxy would respond with
    404 to everyone. Of two routes with the same prefix Istio takes the older. A header by
    which apps identify their user would be set after the gateway has checked the token.
    headers: those, in lower case. reserved: the platform's own prefixes. writers: for the
    user name of each controller that writes routes, its prefix, followed by the profile's
    name. viewers: the prefix of volume viewers, which set it themselves. models: where
    routes to models lead from, by the user name of their writer; models.py checks those.
    Raises ValueError without a header.
    """
    if not headers:
        raise ValueError("name at least one header that identifies the user")
    _guard_virtual_services(scope, rules, headers, reserved, writers, models)
    TenantPolicy(
        scope,
        name=NOTEBOOKS,
        rules=rules,
        kinds=[Kinds(group="kubeflow.org", resources=("notebooks",))],
        variables={
            "headers": _annotation("headers-request-set"),
            "rewrite": _annotation("rewrite-uri"),
        },
        demands=[
            Demand(
                expression=rf"""
                    variables.headers == '' ||
                    variables.headers.size() <= {_LONGEST_ANNOTATION} &&
                    variables.headers.matches(r'^\s*\{{\s*({_PAIRS})?\}}\s*$')
                """,
                message=(
                    f"{_ANNOTATION}headers-request-set must be a JSON object of at most "
                    f"{_MOST_HEADERS} headers: names of letters, digits and '-', values "
                    f"printable and without '%', '\"' and '\\'"
                ),
            ),
            Demand(
                expression=rf"""
                    !variables.headers.lowerAscii().matches(
                      r'"({"|".join((*headers, *_FRAMING))})"\s*:')
                """,
                message=f"a notebook must not set {', '.join((*headers, *_FRAMING))}",
            ),
            Demand(
                expression=_rewrite("variables.rewrite"),
                message=f"{_ANNOTATION}rewrite-uri must be a path such as '/'",
            ),
        ],
    )
    TenantPolicy(
        scope,
        name=VIEWERS,
        rules=rules,
        kinds=[Kinds(group="kubeflow.org", resources=("pvcviewers",))],
        variables={
            "prefix": "object.spec.?networking.?basePrefix.orValue('')",
            "rewrite": "object.spec.?networking.?rewrite.orValue('')",
            "timeout": "object.spec.?networking.?timeout.orValue('')",
        },
        demands=[
            Demand(
                expression=f"""
                    variables.prefix == {text_literal(viewers)} ||
                    variables.prefix == '' &&
                    !object.spec.?networking.?targetPort.hasValue()
                """,
                message=f"basePrefix of a viewer must be '{viewers}'",
            ),
            Demand(
                expression=_rewrite("variables.rewrite"),
                message="rewrite of a viewer must be a path such as '/'",
            ),
            Demand(
                expression=f"variables.timeout.matches('^{_TIMEOUT}$')",
                message="timeout of a viewer must be a duration such as '30s'",
            ),
        ],
    )


def _guard_virtual_services(  # noqa: PLR0917 - as guard_routes is asked
    scope: Construct,
    rules: TenantRules,
    headers: Sequence[str],
    reserved: Sequence[str],
    writers: Mapping[str, str],
    models: Mapping[str, Settings],
) -> None:
    rows = ",\n".join(
        f"  {text_literal(user)}: {text_literal(prefix)}" for user, prefix in writers.items()
    )
    taken = (
        *(path for path in reserved if path != "/"),
        *writers.values(),
        *(f"{settings.prefix}/" for settings in models.values() if settings.prefix),
    )
    domains = [settings.domain for settings in models.values() if settings.domain]
    others = {"others": f"!(request.userInfo.username in {one_of((*models,))})"}
    TenantPolicy(
        scope,
        name=ROUTES,
        rules=rules,
        kinds=[Kinds(group="networking.istio.io", resources=("virtualservices",))],
        conditions=others if models else None,
        variables={
            "rules": "object.spec.?http.orValue([])",
            # Both a rule and each of its routes may change headers.
            "headers": """
                variables.rules.map(rule,
                  [rule.?headers.orValue({})] +
                  rule.?route.orValue([]).map(route, route.?headers.orValue({})))
            """,
            "identity": one_of((*headers, *_FRAMING)),
            "taken": one_of(taken),
            "own": (
                f"{{\n{rows}\n}}[?request.userInfo.username]\n"
                f"  .optMap(prefix, prefix + request.namespace + '/')"
            ),
            "public": """
                object.spec.?gateways.orValue([]).exists(gateway,
                  gateway.startsWith('kubeflow/'))
            """,
        },
        demands=[
            Demand(
                expression=_all_headers("!(name.lowerAscii() in variables.identity)"),
                message=(
                    f"a route in a profile must not set or add "
                    f"{', '.join((*headers, *_FRAMING))}"
                ),
            ),
            Demand(
                expression=_all_headers(f"name.matches('^{_HEADER}$')"),
                message=(
                    "a route in a profile must name headers with letters, digits and '-', "
                    "64 of them at most"
                ),
            ),
            Demand(
                expression=_all_headers(
                    f"changed[name].matches('^{_VALUE}$') &&\n"
                    f"        changed[name].size() <= {_LONGEST}",
                    kinds=("set", "add"),
                ),
                message=(
                    f"a route in a profile must set headers to printable text without '%', "
                    f"{_LONGEST} characters at most"
                ),
            ),
            Demand(
                expression=f"""
                    variables.headers.all(holders, holders.all(each,
                      ['request', 'response'].all(way, ['set', 'add', 'remove'].all(change,
                        [each[?way][?change].orValue({{}})].all(changed,
                          changed.size() <= {_MOST_HEADERS})))))
                """,
                message=f"a route in a profile must change {_MOST_HEADERS} headers at most",
            ),
            Demand(
                expression=(
                    "variables.rules.all(rule,\n"
                    + _rewrite("rule.?rewrite.?uri.orValue('')")
                    + ")"
                ),
                message="a route in a profile must rewrite to a path such as '/'",
            ),
            Demand(
                expression=f"""
                    variables.rules.all(rule, !has(rule.timeout) ||
                      rule.timeout.matches('^{_TIMEOUT}$'))
                """,
                message="a route in a profile needs a timeout such as '30s', or none",
            ),
            Demand(
                expression="""
                    !variables.public ||
                    variables.rules.all(rule, has(rule.match) && rule.match.size() > 0 &&
                      rule.match.all(match, has(match.uri) && has(match.uri.prefix)))
                """,
                message="a route in a profile must match a prefix of the path",
            ),
            Demand(
                expression=f"""
                    !variables.public ||
                    variables.rules.all(rule, rule.?match.orValue([]).all(match,
                      [match.?uri.?prefix.orValue('/')].all(prefix,
                        prefix.size() <= {_LONGEST} &&
                        (variables.own.hasValue() ?
                          prefix.startsWith(variables.own.value()) :
                          !variables.taken.exists(other,
                            other.startsWith(prefix) || prefix.startsWith(other))))))
                """,
                message=(
                    "a route in a profile must not take a path of the platform or of another "
                    "profile"
                ),
            ),
            *map(_not_below, domains),
        ],
    )


def _not_below(domain: str) -> Demand:
    return Demand(
        expression=f"""
            object.spec.?hosts.orValue([]).all(host,
              !('.' + host.lowerAscii()).endsWith({text_literal(f".{domain}")}))
        """,
        message=f"a route in a profile must not take a host of models, below {domain}",
    )


def _annotation(name: str) -> str:
    return f"object.metadata.?annotations[?'{_ANNOTATION}{name}'].orValue('')"


def _rewrite(value: str) -> str:
    """Return the CEL expression that a rewrite is absent or a path that Envoy accepts."""
    return (
        f"[{value}].all(path, path == '' ||\n"
        f"  path.size() <= {_LONGEST} && path.matches('^{_REWRITE}$'))"
    )


def _all_headers(demand: str, kinds: Sequence[str] = ("set", "add", "remove")) -> str:
    """Return the CEL expression that every changed header meets a demand."""
    return (
        "variables.headers.all(holders, holders.all(each,\n"
        f"  ['request', 'response'].all(way, {one_of(kinds)}.all(change,\n"
        "    [each[?way][?change].orValue({})].all(changed, changed.all(name,\n"
        f"      {demand}))))))"
    )
