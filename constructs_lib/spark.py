"""Configure how Spark applications run, and create their operator."""

from .arguments import check_exported
from .components.spark_operator import SparkOperator as SparkOperatorComponent
from .config import SparkOperator

__all__ = ["SparkOperator", "SparkOperatorComponent"]

check_exported({"SparkOperatorComponent": SparkOperatorComponent})
