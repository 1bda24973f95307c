"""The Spark operator: Spark applications, and what starts and checks them."""

from .spark_operator import NAME, SparkOperator

__all__ = ["NAME", "SparkOperator"]
