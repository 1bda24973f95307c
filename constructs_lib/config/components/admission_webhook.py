"""The webhook that puts PodDefaults into pods."""

from typing import Final

from .component import Component, IngressRule

ADMISSION_WEBHOOK: Final = Component(
    name="admission-webhook",
    group="Controllers",
    upstream=True,
    images=("poddefaults-webhook",),
    reached_by=(
        IngressRule(
            name="poddefaults",
            pods={"app": "poddefaults"},
            callers=("api-server",),
            ports=(4443,),
        ),
    ),
)
