"""Install Katib: experiments that search for the best parameters of a model."""

from .katib import NAME, Katib

__all__ = ["NAME", "Katib"]
