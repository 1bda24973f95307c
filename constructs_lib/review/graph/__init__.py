"""Draw an environment from its objects alone."""

from .mermaid import mermaid
from .reading import graph_of
from .svg import svg
from .value import Edge, Graph, Line, Node

__all__ = ["Edge", "Graph", "Line", "Node", "graph_of", "mermaid", "svg"]
