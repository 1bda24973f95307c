"""Read a compiled pipeline by the protos of Pipelines 2.3.0; runs in build/elyra-protos.

The API server reads a pipeline and its platform strictly, the deployment leniently
(backend/src/apiserver/template/v2_template.go, backend/src/v2/compiler/visitor.go), and each
step's settings for Kubernetes strictly again (backend/src/v2/cmd/driver/main.go). Prints what
they read.
"""

import json
import sys

import yaml
from google.protobuf import json_format
from kfp.kubernetes import kubernetes_executor_config_pb2 as kubernetes
from kfp.pipeline_spec import pipeline_spec_pb2 as pipelines

spec, platform = yaml.safe_load_all(sys.stdin)
json_format.ParseDict(spec, pipelines.PipelineSpec())
json_format.ParseDict(platform, pipelines.PlatformSpec())
deployment = json_format.ParseDict(
    spec["deploymentSpec"], pipelines.PipelineDeploymentConfig(), ignore_unknown_fields=True
)
executors = platform["platforms"]["kubernetes"]["deploymentSpec"]["executors"]
found = {}
for name, executor in deployment.executors.items():
    settings = json_format.ParseDict(executors[name], kubernetes.KubernetesExecutorConfig())
    resources = executor.container.resources
    found[name] = {
        "labels": dict(settings.pod_metadata.labels),
        "secrets": {
            key.env_var: [secret.secret_name, key.secret_key]
            for secret in settings.secret_as_env
            for key in secret.key_to_env
        },
        "image": executor.container.image,
        "limits": [resources.cpu_limit, resources.memory_limit],
        "requests": [resources.cpu_request, resources.memory_request],
    }
json.dump(found, sys.stdout)
