"""How Katib searches: its database, the images it starts in profiles, and what it offers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from ..catalog import SHIPPED
from .checks import (
    check_choices,
    check_image,
    check_known,
    check_label,
    check_object,
    check_quantity,
    check_unique,
)
from .katib_external import ExternalKatibMySQL, ExternalKatibPostgres
from .notebook_volumes import AccessMode
from .pods import Resources
from .secret_key import SecretKey

PageRights = Literal["needed", "upstream"]
CollectorKind = Literal["StdOut", "File", "TensorFlowEvent"]

_KEY: Final = re.compile(r"[-._a-zA-Z0-9]+")
_AMOUNTS: Final = ("cpu", "memory", "ephemeral-storage")


def _check_started(
    image: str, requests: Mapping[str, str], limits: Mapping[str, str], what: str
) -> None:
    """Refuse what Katib could not start in a profile."""
    check_image(image, f"image of {what}")
    for name, amount in (*requests.items(), *limits.items()):
        check_known(name, _AMOUNTS, f"resource of {what}")
        check_quantity(amount, f"{name} of {what}")


@dataclass(frozen=True, kw_only=True, slots=True)
class KatibDatabase:
    """The MySQL that keeps what trials have measured.

    image: of MySQL.
    password: where root's password stands; somebody else puts it there. Letters and digits
    only: MySQL's address and its probes hold it as it is.
    size: of its volume, in bytes. storage_class: the cluster's default where None.
    resources: katib's row of the environment's table where None.
    accounts: `own` gives MySQL and its only caller an account each, without a token for the
    API server, by which a policy tells the caller from other pods; `default` is upstream's.
    passwordless: `allowed` is upstream's, by which MySQL is open to all where root's password
    is empty.
    Source: components/mysql of kubeflow/katib v0.17.0.
    """

    image: str = SHIPPED["katib-mysql"]
    password: SecretKey = SecretKey(
        secret="katib-mysql-secrets",  # noqa: S106 - a name
        key="MYSQL_ROOT_PASSWORD",
    )
    size: str = "10Gi"
    storage_class: str | None = None
    resources: Resources | None = Resources(
        cpu="250m", memory="512Mi", cpu_limit="1", memory_limit="1Gi"
    )
    accounts: Literal["own", "default"] = "own"
    passwordless: Literal["refused", "allowed"] = "refused"

    def __post_init__(self) -> None:
        check_choices(self)
        check_image(self.image, "image of Katib's database")
        check_quantity(self.size, "size of Katib's database")
        if self.storage_class is not None:
            check_object(self.storage_class, "storage class of Katib's database")


@dataclass(frozen=True, kw_only=True, slots=True)
class MetricsCollector:
    """The container beside a trial that reads its metrics, by the kind that experiments name.

    kind: as in `spec.metricsCollectorSpec.collector.kind`. image: what runs.
    requests, limits: quantities of `cpu`, `memory` and `ephemeral-storage`; Katib has its own
    for what is left out (pkg/apis/config/v1beta1/defaults.go).
    """

    kind: CollectorKind
    image: str
    requests: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_choices(self)
        what = f"metrics collector {self.kind!r}"
        _check_started(self.image, self.requests, self.limits, what)


@dataclass(frozen=True, kw_only=True, slots=True)
class SuggestionVolume:
    """Where an algorithm keeps what it has learned, shared with its trials where they write.

    access_mode: as the storage class allows.
    size: a quantity of bytes. storage_class: the cluster's default where None.
    """

    size: str
    access_mode: AccessMode = "ReadWriteMany"
    storage_class: str | None = None

    def __post_init__(self) -> None:
        check_choices(self)
        check_quantity(self.size, "size of a suggestion's volume")
        if self.storage_class is not None:
            check_object(self.storage_class, "storage class of a suggestion's volume")


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """The service that an experiment asks for its next trials, by the name of its algorithm.

    algorithm: as in `spec.algorithm.algorithmName`. image: what runs.
    requests, limits: as in MetricsCollector. volume: for an algorithm that keeps files.
    """

    algorithm: str
    image: str
    requests: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, str] = field(default_factory=dict)
    volume: SuggestionVolume | None = None

    def __post_init__(self) -> None:
        what = f"algorithm {self.algorithm!r}"
        check_label(self.algorithm, "algorithm")
        _check_started(self.image, self.requests, self.limits, what)


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlyStopping:
    """The service that ends trials which lead nowhere; fields as in Suggestion.

    algorithm: as in `spec.earlyStopping.algorithmName`. image: what runs. requests, limits: as
    in MetricsCollector.
    """

    algorithm: str
    image: str
    requests: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        what = f"early stopping {self.algorithm!r}"
        check_label(self.algorithm, "early stopping")
        _check_started(self.image, self.requests, self.limits, what)


@dataclass(frozen=True, kw_only=True, slots=True)
class TrialTemplate:
    """A trial that Katib's page offers: one container's command, with places for parameters.

    name: what users pick. image: what runs.
    command: `${trialParameters.<name>}` in it is filled in for each trial.
    workers: how many help one master in a PyTorchJob; a plain Job where None.
    """

    name: str
    image: str
    command: tuple[str, ...]
    workers: int | None = None

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.name):
            raise ValueError(
                f"trial template {self.name!r} must be named by letters, digits, '-', '_' "
                f"and '.', as the key of a ConfigMap"
            )
        check_image(self.image, f"image of trial template {self.name!r}")
        if not self.command:
            raise ValueError(f"trial template {self.name!r} runs nothing; give it a command")
        if self.workers is not None and self.workers < 1:
            raise ValueError(
                f"trial template {self.name!r} has {self.workers} workers; give it 1 or more, "
                f"or None for a plain Job"
            )


def _suggestion(algorithm: str, image: str, memory: str | None = None) -> Suggestion:
    limits = {"memory": memory} if memory else {}
    return Suggestion(algorithm=algorithm, image=SHIPPED[f"suggestion-{image}"], limits=limits)


_MNIST: Final = ("python3", "/opt/pytorch-mnist/mnist.py", "--epochs=1")
_LEARNING: Final = (
    "--lr=${trialParameters.learningRate}",
    "--momentum=${trialParameters.momentum}",
)

COLLECTORS: Final = (
    MetricsCollector(kind="StdOut", image=SHIPPED["file-metrics-collector"]),
    MetricsCollector(kind="File", image=SHIPPED["file-metrics-collector"]),
    MetricsCollector(
        kind="TensorFlowEvent",
        image=SHIPPED["tfevent-metrics-collector"],
        limits={"memory": "1Gi"},
    ),
)

SUGGESTIONS: Final = (
    _suggestion("random", "hyperopt"),
    _suggestion("tpe", "hyperopt"),
    _suggestion("grid", "optuna"),
    _suggestion("hyperband", "hyperband"),
    _suggestion("bayesianoptimization", "skopt"),
    _suggestion("cmaes", "goptuna"),
    _suggestion("sobol", "goptuna"),
    _suggestion("multivariate-tpe", "optuna"),
    _suggestion("enas", "enas", "400Mi"),
    _suggestion("darts", "darts"),
    Suggestion(
        algorithm="pbt",
        image=SHIPPED["suggestion-pbt"],
        volume=SuggestionVolume(size="5Gi"),
    ),
)

EARLY_STOPPINGS: Final = (
    EarlyStopping(algorithm="medianstop", image=SHIPPED["earlystopping-medianstop"]),
)

TRIAL_TEMPLATES: Final = (
    TrialTemplate(
        name="defaultTrialTemplate.yaml",
        image=SHIPPED["pytorch-mnist-cpu"],
        command=(*_MNIST, "--batch-size=16", *_LEARNING),
    ),
    TrialTemplate(
        name="enasCPUTemplate",
        image=SHIPPED["enas-cnn-cifar10-cpu"],
        command=(
            "python3",
            "-u",
            "RunTrial.py",
            "--num_epochs=1",
            '--architecture="${trialParameters.neuralNetworkArchitecture}"',
            '--nn_config="${trialParameters.neuralNetworkConfig}"',
        ),
    ),
    TrialTemplate(
        name="pytorchJobTemplate",
        image=SHIPPED["pytorch-mnist-cpu"],
        command=(*_MNIST, *_LEARNING),
        workers=2,
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Experiments:
    """How Katib searches for a model's best parameters.

    database: what keeps the measurements, in the cluster or elsewhere.
    suggestions, early_stoppings, collectors: what experiments may name.
    templates: what the page offers; those of PyTorchJobs where the training operator is.
    page_rights: `needed` lets the page do what it does, `upstream` everything with the
    namespaces and ConfigMaps of the whole cluster.
    Source: components/controller of kubeflow/katib v0.17.0.
    Raises ValueError for an algorithm, collector or template that comes twice.
    """

    database: KatibDatabase | ExternalKatibMySQL | ExternalKatibPostgres = KatibDatabase()
    suggestions: tuple[Suggestion, ...] = SUGGESTIONS
    early_stoppings: tuple[EarlyStopping, ...] = EARLY_STOPPINGS
    collectors: tuple[MetricsCollector, ...] = COLLECTORS
    templates: tuple[TrialTemplate, ...] = TRIAL_TEMPLATES
    page_rights: PageRights = "needed"

    def __post_init__(self) -> None:
        check_choices(self)
        check_unique((each.algorithm for each in self.suggestions), "algorithm")
        check_unique((each.algorithm for each in self.early_stoppings), "early stopping")
        check_unique((each.kind for each in self.collectors), "metrics collector")
        check_unique((each.name for each in self.templates), "trial template")

    def images(self) -> tuple[str, ...]:
        """Return every image that Katib names, its own processes' left out."""
        own = (self.database.image,) if isinstance(self.database, KatibDatabase) else ()
        return (
            *own,
            *(each.image for each in self.suggestions),
            *(each.image for each in self.early_stoppings),
            *(each.image for each in self.collectors),
            *(each.image for each in self.templates),
        )
