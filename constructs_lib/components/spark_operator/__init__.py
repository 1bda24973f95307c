"""Install the Spark operator, which starts and checks Spark applications."""

from .spark_operator import NAME, SparkOperator

__all__ = ["NAME", "SparkOperator"]
