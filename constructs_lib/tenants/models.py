"""Paths and hosts lead to models of their own profile, and one account writes them."""

import re
from typing import Final

from constructs import Construct

from ..config import TenantRules
from ..scripts.models_hook import (
    BETWEEN,
    NAME_PREFIX,
    PUNYCODE,
    Settings,
    route,
    services,
)
from .policy import Demand, Kinds, TenantPolicy, literal, text_literal

NAME: Final = "model-routes"

# Placeholders in the route to any model, and the CEL expression that each stands for.
_PLACES: Final = {
    "{namespace}": "request.namespace",
    "{name}": "variables.name",
    "{service}": "service",
}

_UNIQUE: Final = Demand(
    expression=(
        f"!variables.name.contains('{BETWEEN}') && variables.name != '{PUNYCODE}' &&\n"
        f"!request.namespace.contains('{BETWEEN}')"
    ),
    message=(
        f"a model whose name or profile contains '{BETWEEN}', or which is called "
        f"'{PUNYCODE}', has no host: another model could have the same"
    ),
)


def guard_models(
    scope: Construct, rules: TenantRules, *, settings: Settings, writer: str
) -> None:
    """Refuse in profiles every route by this writer that its hook would not have it write.

    The route is compared as a whole: its path or host, which follows from its name and
    namespace, its Service, gateway and headers. What others write there is decided in
    routes.py.
    settings: the hook's. writer: the user name of Metacontroller.
    """
    spec = route(settings, "{namespace}", "{name}", "{service}")
    leads_to = ", ".join(map(_text, services("{name}")))
    TenantPolicy(
        scope,
        name=NAME,
        rules=rules,
        kinds=[Kinds(group="networking.istio.io", resources=("virtualservices",))],
        conditions={"writer": f"request.userInfo.username == {text_literal(writer)}"},
        variables={
            "name": f"""
                object.metadata.name.startsWith('{NAME_PREFIX}') ?
                object.metadata.name.substring({len(NAME_PREFIX)}) : ''
            """
        },
        demands=[
            Demand(
                expression=(
                    f"variables.name != '' &&\n[{leads_to}].exists(service,\n"
                    f"  object.spec == {literal(spec, _text)})"
                ),
                message=(
                    f"a route to a model is named after it, '{NAME_PREFIX}…', and leads "
                    f"{_place(settings)} to that model's Service"
                ),
            ),
            *([_UNIQUE] if settings.domain else []),
        ],
    )


def _place(settings: Settings) -> str:
    if settings.domain:
        return f"<model>{BETWEEN}<profile>.{settings.domain}"
    return f"{settings.prefix}/<profile>/<model>/"


def _text(value: str) -> str:
    """Return a text as CEL writes it, with what its placeholders stand for."""
    parts = re.split(f"({'|'.join(map(re.escape, _PLACES))})", value)
    return " + ".join(_PLACES.get(part) or text_literal(part) for part in parts if part)
