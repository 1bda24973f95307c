"""Typed constructs that synthesize Kubeflow for GitOps."""

from ._node import choose_node

choose_node()
