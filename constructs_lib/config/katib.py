"""Katib: its database, the images that it starts in profiles, and its trial templates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from ..releases import Image, ReleaseImage
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
    image: Image, requests: Mapping[str, str], limits: Mapping[str, str], what: str
) -> None:
    """Refuse images and resources that cannot start in a profile."""
    check_image(image, f"image of {what}")
    for name, amount in (*requests.items(), *limits.items()):
        check_known(name, _AMOUNTS, f"resource of {what}")
        check_quantity(amount, f"{name} of {what}")


@dataclass(frozen=True, kw_only=True, slots=True)
class KatibDatabase:
    """The MySQL that stores the metrics of trials.

    image: of MySQL.
    password: an existing Secret's key with root's password. Letters and digits only: MySQL's
    connection string and its probes use it unescaped.
    size: of its volume, in bytes. storage_class: None uses the cluster's default.
    resources: None uses row `katib` of the environment's resources.
    accounts: `own` gives MySQL and its only client a service account each, without a token for
    the API server, so that a policy can admit that client alone; `default` is upstream's.
    passwordless: `allowed`, upstream's, opens MySQL to everyone where root's password is
    empty.
    Source: components/mysql of kubeflow/katib v0.17.0.
    """

    image: Image = ReleaseImage("katib-mysql")
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
    """The sidecar that collects a trial's metrics, by the kind in experiments.

    kind: as in `spec.metricsCollectorSpec.collector.kind`. image: what runs.
    requests, limits: quantities of `cpu`, `memory` and `ephemeral-storage`; Katib has defaults
    for those left out (pkg/apis/config/v1beta1/defaults.go).
    """

    kind: CollectorKind
    image: Image
    requests: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_choices(self)
        what = f"metrics collector {self.kind!r}"
        _check_started(self.image, self.requests, self.limits, what)


@dataclass(frozen=True, kw_only=True, slots=True)
class SuggestionVolume:
    """The volume of an algorithm's state, shared with trials that write to it.

    access_mode: as the storage class allows.
    size: a quantity of bytes. storage_class: None uses the cluster's default.
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
    """The service that suggests an experiment's next trials, by its algorithm's name.

    algorithm: as in `spec.algorithm.algorithmName`. image: what runs.
    requests, limits: as in MetricsCollector. volume: for an algorithm that keeps files.
    """

    algorithm: str
    image: Image
    requests: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, str] = field(default_factory=dict)
    volume: SuggestionVolume | None = None

    def __post_init__(self) -> None:
        what = f"algorithm {self.algorithm!r}"
        check_label(self.algorithm, "algorithm")
        _check_started(self.image, self.requests, self.limits, what)


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlyStopping:
    """The service that stops unpromising trials early; fields as in Suggestion.

    algorithm: as in `spec.earlyStopping.algorithmName`. image: what runs. requests, limits: as
    in MetricsCollector.
    """

    algorithm: str
    image: Image
    requests: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        what = f"early stopping {self.algorithm!r}"
        check_label(self.algorithm, "early stopping")
        _check_started(self.image, self.requests, self.limits, what)


@dataclass(frozen=True, kw_only=True, slots=True)
class TrialTemplate:
    """A trial template in the Katib UI: one container's command with placeholders.

    name: shown to users. image: of the container.
    command: `${trialParameters.<name>}` in it is replaced for each trial.
    workers: of a PyTorchJob, besides its master; None makes a plain Job.
    """

    name: str
    image: Image
    command: tuple[str, ...]
    workers: int | None = None

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.name):
            raise ValueError(
                f"trial template {self.name!r} must have a name of letters, digits, '-', '_' "
                "and '.', since it is the key of a ConfigMap"
            )
        check_image(self.image, f"image of trial template {self.name!r}")
        if not self.command:
            raise ValueError(f"trial template {self.name!r} has no command; give it one")
        if self.workers is not None and self.workers < 1:
            raise ValueError(
                f"trial template {self.name!r} has {self.workers} workers; give it 1 or more, "
                f"or None for a plain Job"
            )


def _suggestion(algorithm: str, image: str, memory: str | None = None) -> Suggestion:
    limits = {"memory": memory} if memory else {}
    return Suggestion(
        algorithm=algorithm, image=ReleaseImage(f"suggestion-{image}"), limits=limits
    )


_MNIST: Final = ("python3", "/opt/pytorch-mnist/mnist.py", "--epochs=1")
_LEARNING: Final = (
    "--lr=${trialParameters.learningRate}",
    "--momentum=${trialParameters.momentum}",
)

COLLECTORS: Final = (
    MetricsCollector(kind="StdOut", image=ReleaseImage("file-metrics-collector")),
    MetricsCollector(kind="File", image=ReleaseImage("file-metrics-collector")),
    MetricsCollector(
        kind="TensorFlowEvent",
        image=ReleaseImage("tfevent-metrics-collector"),
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
        image=ReleaseImage("suggestion-pbt"),
        volume=SuggestionVolume(size="5Gi"),
    ),
)

EARLY_STOPPINGS: Final = (
    EarlyStopping(algorithm="medianstop", image=ReleaseImage("earlystopping-medianstop")),
)

TRIAL_TEMPLATES: Final = (
    TrialTemplate(
        name="defaultTrialTemplate.yaml",
        image=ReleaseImage("pytorch-mnist-cpu"),
        command=(*_MNIST, "--batch-size=16", *_LEARNING),
    ),
    TrialTemplate(
        name="enasCPUTemplate",
        image=ReleaseImage("enas-cnn-cifar10-cpu"),
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
        image=ReleaseImage("pytorch-mnist-cpu"),
        command=(*_MNIST, *_LEARNING),
        workers=2,
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Experiments:
    """Katib's settings: database, algorithms, collectors and trial templates.

    database: of the metrics, bundled or external.
    suggestions, early_stoppings, collectors: what experiments may use.
    templates: shown in the UI; those of PyTorchJobs only with the training operator.
    page_rights: `needed` grants the UI what it uses, `upstream` every right on namespaces and
    ConfigMaps of the whole cluster.
    Source: components/controller of kubeflow/katib v0.17.0.
    Raises ValueError for a duplicate algorithm, collector or template.
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

    def images(self) -> tuple[Image, ...]:
        """Return every image in Katib's settings, without those of its own processes."""
        own = (self.database.image,) if isinstance(self.database, KatibDatabase) else ()
        return (
            *own,
            *(each.image for each in self.suggestions),
            *(each.image for each in self.early_stoppings),
            *(each.image for each in self.collectors),
            *(each.image for each in self.templates),
        )
