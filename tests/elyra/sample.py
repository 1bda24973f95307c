"""A pipeline as Elyra's editor writes it: a script after another."""

import json
from pathlib import Path
from typing import Any

TRAIN = "00000000-0000-4000-8000-000000000001"
REPORT = "00000000-0000-4000-8000-000000000002"


def write(folder: Path, image: str) -> Path:
    """Write the pipeline and its scripts, and return the pipeline's file."""
    (folder / "train.py").write_text("print('trained')\n")
    (folder / "report.py").write_text("print('reported')\n")
    pipeline = {
        "id": "primary",
        "nodes": [_step(TRAIN, "train", image), _step(REPORT, "report", image, after=TRAIN)],
        "app_data": {
            "name": "sample",
            "source": "sample.pipeline",
            "version": 8,
            "runtime_type": "KUBEFLOW_PIPELINES",
            "properties": {"name": "sample", "runtime": "Kubeflow Pipelines"},
            "ui_data": {"comments": []},
        },
        "runtime_ref": "",
    }
    document = {
        "doc_type": "pipeline",
        "version": "3.0",
        "id": "sample",
        "primary_pipeline": "primary",
        "pipelines": [pipeline],
        "schemas": [],
    }
    file = folder / "sample.pipeline"
    file.write_text(json.dumps(document))
    return file


def _step(id: str, name: str, image: str, after: str | None = None) -> dict[str, Any]:
    links = [{"id": f"{id}-link", "node_id_ref": after, "port_id_ref": "outPort"}]
    return {
        "id": id,
        "type": "execution_node",
        "op": "execute-python-node",
        "app_data": {
            "label": name,
            "component_parameters": {
                "filename": f"{name}.py",
                "runtime_image": image,
                "env_vars": [],
                "dependencies": [],
                "outputs": [] if after else ["model.txt"],
                "include_subdirectories": False,
                "cpu": 1,
                "memory": 2,
                "cpu_limit": 2,
                "memory_limit": 3,
            },
            "ui_data": {},
        },
        "inputs": [
            {
                "id": "inPort",
                "app_data": {"ui_data": {}},
                **({"links": links} if after else {}),
            }
        ],
        "outputs": [{"id": "outPort", "app_data": {"ui_data": {}}}],
    }
