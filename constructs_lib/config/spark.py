"""Decide how Spark applications run: the operator's rights, and what users may set."""

from dataclasses import dataclass
from typing import Literal

from .checks import check_choices


@dataclass(frozen=True, kw_only=True, slots=True)
class SparkOperator:
    """How Spark applications run, where component `spark-operator` is installed.

    settings: the operator starts each driver by spark-submit, with its own account. With
    `guarded` the API server refuses in profiles the settings by which a user would have that
    account act elsewhere, or read its files; with `any`, upstream's, an editor of one profile
    can start pods in every namespace. It concerns `sparkConf`, `deps`, `mode`,
    `mainApplicationFile` and the namespace of `template`.
    rights: `own` lets the operator do what its code does for a SparkApplication; `upstream`
    also lets it create Ingresses, and read nodes and definitions, and lets its webhook write
    every application.
    threads: how many applications it starts at a time, each by a JVM of its own.
    executors: how many executors of an application it tracks at most.
    Source: applications/spark of kubeflow/manifests v1.10.2, which is
    kubeflow/spark-operator v2.2.0.
    Raises ValueError for no threads or no executors.
    """

    settings: Literal["guarded", "any"] = "guarded"
    rights: Literal["own", "upstream"] = "own"
    threads: int = 4
    executors: int = 1000

    def __post_init__(self) -> None:
        check_choices(self)
        for name in ("threads", "executors"):
            if (value := getattr(self, name)) < 1:
                raise ValueError(
                    f"{name} of SparkOperator(…) must be 1 or more, or no application would "
                    f"run, got {value}; leave it out for the default"
                )
