"""Components that upstream links to or protects, but that this library does not install."""

from typing import Final

from .component import Component, IngressRule


def _registry(name: str, ports: tuple[int, ...]) -> Component:
    return Component(
        name=name,
        group="Model registry",
        reached_by=(
            IngressRule(
                name="model-registry",
                pods={"component": "model-registry-server"},
                callers=("profiles", "gateway"),
                ports=ports,
            ),
        ),
    )


# Until 0.2 it also served gRPC.
MODEL_REGISTRY_0_2: Final = _registry("model-registry-0-2", (8080, 9090))
MODEL_REGISTRY: Final = _registry("model-registry", (8080,))

MODEL_REGISTRY_UI: Final = Component(
    name="model-registry-ui",
    group="Model registry",
    reached_by=(
        IngressRule(
            name="model-registry-ui",
            pods={"app": "model-registry-ui"},
            callers=("gateway", "namespace"),
        ),
    ),
)

MODEL_CATALOG: Final = Component(
    name="model-catalog",
    group="Model registry",
    reached_by=(
        IngressRule(
            name="model-catalog",
            pods={"component": "model-catalog-server"},
            callers=("profiles", "gateway"),
            ports=(8080,),
        ),
    ),
)

SELDON: Final = Component(
    name="seldon",
    group="Seldon",
    reached_by=(
        IngressRule(
            name="seldon",
            pods={"control-plane": "seldon-controller-manager"},
            callers=("api-server",),
            ports=(4443,),
        ),
    ),
)
