"""Provide the Secrets that pods need, without values in the repository."""

from .external_secret import ExternalSecret
from .generated_secrets import GeneratedSecrets
from .provided_secrets import ProvidedSecrets

__all__ = ["ExternalSecret", "GeneratedSecrets", "ProvidedSecrets"]
