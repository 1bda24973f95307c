"""Provide the Secrets of an environment from their configured source."""

from collections.abc import Sequence

from constructs import Construct

from ..config import Config, ExternalSecrets, GeneratedInCluster, NeededSecret
from .external_secret import ExternalSecret
from .generated_secrets import GeneratedSecrets


class ProvidedSecrets(Construct):
    """Creates the objects that provide the needed Secrets, if an environment creates any."""

    def __init__(
        self, scope: Construct, id: str, *, config: Config, needed: Sequence[NeededSecret]
    ) -> None:
        super().__init__(scope, id)
        match config.secrets:
            case GeneratedInCluster():
                GeneratedSecrets(
                    self,
                    "Generated",
                    needed=needed,
                    defaults=config.workload_defaults("secrets"),
                )
            case ExternalSecrets() as source:
                for secret in needed:
                    name = f"{secret.namespace}-{secret.name}"
                    ExternalSecret(self, name, needed=secret, source=source)
