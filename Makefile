# Everything a newcomer needs: `make synth` writes dist/, `make test` proves it. Both set themselves up.
PYTHON ?= python3
BIN    := .venv/bin
# Where main.py imports cdk8s first, jsii looks for a Node here; the packages bring one.
export PATH := $(PATH):$(CURDIR)/$(BIN)
# What these say to run next is a target.
synth diff graph explain images sbom check-tenants upgrade-plan plan-migration recovery-plan publish promote switch: export KUBEFLOW_GITOPS_MAKE := 1

.DEFAULT_GOAL := help
.PHONY: help synth diff explain test test-fast coverage verify verify-delivery verify-serving verify-monitoring verify-queues verify-steps verify-recovery verify-releases verify-explain verify-images verify-decisions verify-elyra verify-real-cluster parity scan upstream-facts lint lint-workflows check format imports check-imports graph images sbom check-tenants upgrade-plan plan-migration recovery-plan publish promote switch bench dashboards docs build materials release lock clean

help: ## List the commands.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# -O leaves out cdk8s's checks of every argument's type: the tests make them, and constructs_lib/kube/plain.py does again.
synth: .venv/synth ## Write dist/, and print what changed.
	@$(BIN)/python -O main.py

graph: .venv/synth ## Draw who reaches what to docs/graph/: [ENVIRONMENT=<name>].
	@$(BIN)/python main.py graph $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT")

# make itself has a variable AS, and the shell one of groups.
explain: .venv/synth ## Explain who reaches what, and why: FROM=<who> TO=<what> [AS=<user>] [GROUPS=] [METHOD=] [HEADER='Name: value'] [ENVIRONMENT=<name>].
	@$(BIN)/python main.py explain --from "$$FROM" --to "$$TO" \
	  $(if $(filter command environment,$(origin AS)),--as "$$AS") $(if $(GROUPS),--groups '$(GROUPS)') \
	  $(if $(METHOD),--method "$$METHOD") $(if $(HEADER),--header "$$HEADER") \
	  $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT")

diff: .venv/synth ## Explain what dist/ changes in the cluster: AGAINST=<ref or folder> [FORMAT=markdown] [FAIL_ON=warning].
	@$(BIN)/python main.py diff "$$AGAINST" $(if $(FORMAT),--format "$$FORMAT") $(if $(FAIL_ON),--fail-on "$$FAIL_ON")

check-tenants: .venv/synth ## List objects in profiles that the admission policies would refuse: [CONTEXT=<of kubeconfig>].
	@$(BIN)/python main.py check-tenants $(if $(CONTEXT),--context "$$CONTEXT")

images: $(if $(LOCK)$(CHECK),.venv/supply,.venv/synth) ## List every image of every environment, one per line: [LOCK=1|CHECK=1|COPY_PLAN=<skopeo, crane, oras>] [FROM_MIRRORS=1].
	@$(BIN)/python main.py images $(if $(LOCK),--lock) $(if $(CHECK),--check-lock) \
	  $(if $(COPY_PLAN),--copy-plan "$$COPY_PLAN") $(if $(FROM_MIRRORS),--from-mirrors)

sbom: .venv/supply ## Print an environment's images, charts and kinds as CycloneDX: [ENVIRONMENT=<name>].
	@$(BIN)/python main.py sbom $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT")

upgrade-plan: .venv/synth ## Plan the step to a newer Kubeflow; change nothing: TO=<release> [FROM=<release or folder>] [ENVIRONMENT=<name>] [FORMAT=markdown].
	@$(BIN)/python main.py upgrade-plan $(if $(FROM),--from "$$FROM") $(if $(TO),--to "$$TO") \
	  $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT") $(if $(FORMAT),--format "$$FORMAT")

plan-migration: .venv/synth ## Plan the replacement of an existing Kubeflow; change nothing: FROM=<folder> [ENVIRONMENT=<name>].
	@$(BIN)/python main.py plan-migration $(if $(FROM),--from "$$FROM") $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT")

recovery-plan: .venv/synth ## Print how a lost cluster is recovered; change nothing: FROM=<set> [ENVIRONMENT=<name>].
	@$(BIN)/python main.py recovery-plan $(if $(FROM),--from "$$FROM") $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT")

publish: .venv/synth ## Commit dist/ to a repository: REPO=<url> [BRANCH=main] [PR=1] [ENVIRONMENT=<name>] [PROFILES=1] [SIGN_SSH=<key>|SIGN_GPG=<id>].
	@$(BIN)/python main.py publish "$$REPO" $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT") \
	  $(if $(PROFILES),--profiles) $(if $(BRANCH),--branch "$$BRANCH") \
	  $(if $(SIGN_SSH),--sign-ssh "$$SIGN_SSH") $(if $(SIGN_GPG),--sign-gpg "$$SIGN_GPG") \
	  $(if $(PR),--pull-request) $(if $(OVERWRITE_HAND_EDITS),--overwrite-hand-edits)

promote: .venv/synth ## Move an environment to what the one before it runs: ENVIRONMENT=<name> or RINGS=1, REPO=<url> [FROM=main] [DRY_RUN=1].
	@$(BIN)/python main.py promote $(if $(RINGS),--rings) $(if $(ENVIRONMENT),"$$ENVIRONMENT") "$$REPO" \
	  $(if $(FROM),--from "$$FROM") $(if $(DRY_RUN),--dry-run)

switch: .venv/synth ## Make the other one of two environments behind one host live; print what is not moved: TO=<name> [YES=1].
	@$(BIN)/python main.py switch "$$TO" $(if $(YES),--yes)

test: .venv/dev ## Run the tests.
	@$(BIN)/pytest $(TOGETHER)

test-fast: .venv/dev ## Run the fast tests, about a minute: without whole platforms and programs.
	@$(BIN)/pytest $(TOGETHER) -m 'not slow'

coverage: .venv/dev ## Measure the tests' coverage into build/coverage; require no percentage.
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest $(TOGETHER)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage html --quiet
	@$(BIN)/coverage report

verify: .venv/dev ## Test with real servers (needs Go; builds them once).
	@$(BIN)/python -m tests.cluster.binaries $(SERVERS)
	@$(BIN)/pytest $(BESIDE) tests/cluster --ignore tests/cluster/delivery --ignore tests/cluster/serving --ignore tests/cluster/monitoring --ignore tests/cluster/queues --ignore tests/cluster/steps --ignore tests/cluster/recovery --ignore tests/cluster/releases --ignore tests/cluster/reach --ignore tests/cluster/images

verify-delivery: .venv/dev ## Test the delivery with a real Argo CD and Helm (likewise).
	@$(BIN)/python -m tests.cluster.binaries argocd helm istio kgateway kubernetes kwok xds
	@$(BIN)/pytest $(BESIDE) tests/cluster/delivery

verify-serving: .venv/dev build/serving ## Serve models with a real KServe (likewise, with Argo CD; needs openssl, and Python 3.11, which it fetches if there is none).
	@$(BIN)/python -m tests.cluster.binaries argocd hbone istio kgateway kserve kserve-0.15 kserve-0.16 kubernetes kwok minio xds
	@$(BIN)/pytest $(BESIDE) tests/cluster/serving

verify-monitoring: .venv/dev ## Let a real Prometheus follow our monitors (likewise; needs prometheus: `apt install prometheus`).
	@$(BIN)/python -m tests.cluster.binaries dex istio kserve kubernetes kwok oauth2-proxy otelcol prometheus prometheus-operator
	@$(BIN)/pytest $(BESIDE) tests/cluster/monitoring

verify-queues: .venv/dev ## Let a real Kueue and training operator run jobs of profiles (likewise).
	@$(BIN)/python -m tests.cluster.binaries kubernetes kueue kwok training-operator workflow-controller
	@$(BIN)/pytest $(BESIDE) tests/cluster/queues

verify-steps: .venv/dev ## Let the real workflow controller start steps and drivers on nodes with taints (likewise).
	@$(BIN)/python -m tests.cluster.binaries kubernetes kwok workflow-controller
	@$(BIN)/pytest $(BESIDE) tests/cluster/steps

verify-recovery: .venv/dev ## Lose a cluster, and recover it with a real Argo CD (likewise).
	@$(BIN)/python -m tests.cluster.binaries argocd istio kgateway kubernetes kwok minio rclone seaweedfs xds
	@$(BIN)/pytest $(BESIDE) tests/cluster/recovery

verify-releases: .venv/dev ## Upgrade clusters from release to release, and over all of them, by the printed plans, and test the table of requests on the newest (likewise).
	@$(BIN)/python -m tests.cluster.binaries argocd $(SERVERS)
	@$(BIN)/pytest $(BESIDE) tests/cluster/releases
	@for release in $(BETWEEN); do \
	  echo "Kubeflow $$release"; \
	  KUBEFLOW_GITOPS_RELEASE=$$release $(BIN)/pytest $(BESIDE) $(OF_EACH_RELEASE) || exit 1; \
	done
	@KUBEFLOW_GITOPS_RELEASE=$(NEWEST) $(BIN)/pytest $(BESIDE) $(OF_NEWEST_RELEASE)

verify-explain: .venv/dev ## Compare `explain` with istiod and Envoy for random requests (likewise).
	@$(BIN)/python -m tests.cluster.binaries istio kubernetes kwok xds
	@$(BIN)/pytest $(BESIDE) tests/cluster/reach

verify-images: .venv/dev ## Lock and copy images with a real registry, and install without Internet access (likewise; needs openssl).
	@$(BIN)/python -m tests.cluster.binaries crane kubernetes
	@$(BIN)/pytest $(BESIDE) tests/cluster/images

verify-decisions: .venv/dev ## Change every setting, and check that dist/ changes or an error explains why not (twenty minutes).
	@$(BIN)/pytest $(BESIDE) tests/decisions

verify-elyra: .venv/dev build/elyra build/elyra-protos ## Have Elyra itself submit a pipeline with a profile's configuration (needs Go).
	@$(BIN)/python -m tests.cluster.binaries minio
	@$(BIN)/pytest tests/elyra

verify-real-cluster: .venv/dev ## Install the platform on a kind cluster with Argo CD, and use it (needs Go, Docker and an hour).
	@$(BIN)/python -m tests.cluster.binaries kind
	@$(BIN)/pytest tests/real

parity: .venv/dev ## Compare the base with Kubeflow's own manifests, field by field: [UPSTREAM=<clone or URL>] [RELEASE=<tag>].
	@$(BIN)/python -m tests.parity compare "$$UPSTREAM" $(if $(RELEASE),--release "$$RELEASE")

scan: .venv/dev build/scanner ## Run Checkov over the default overlay, and compare with docs/scan.yaml.
	@$(BIN)/python -m tests.scan --checkov build/scanner/bin/checkov

upstream-facts: .venv/dev ## Renew the tests' facts about those manifests: [UPSTREAM=<clone or URL>] [RELEASE=<tag>].
	@$(BIN)/python -m tests.parity renew "$$UPSTREAM" $(if $(RELEASE),--release "$$RELEASE")

SERVERS := dex hbone istio kgateway kgateway-2.2 kubernetes kwok minio oauth2-proxy rclone xds
CARRIED           := from constructs_lib.releases import RELEASES; print(*(each.name for each in RELEASES
BETWEEN            = $$($(BIN)/python -c '$(CARRIED)[1:-1]))')
NEWEST             = $$($(BIN)/python -c '$(CARRIED)[-1:]))')
# What is asked of the environment of each release that is not the default's: a server takes
# it, and its kinds are upstream's. Of the newest the table of requests is decided as well.
OF_EACH_RELEASE   := $(addprefix tests/cluster/test_,$(addsuffix .py,api_server kinds pod_security))
OF_NEWEST_RELEASE := $(OF_EACH_RELEASE) $(addprefix tests/cluster/test_,$(addsuffix .py,entry identity_guard kubeflow_waypoint page_guard permissions profile_pipelines profile_waypoints queues requests tenant_guard waypoint))
# Tests of one file stay in one process: they share what the file makes.
TOGETHER := --numprocesses 2 --dist loadfile
# Tests of one server stay in one process: the other would start its own.
BESIDE  := --numprocesses 2 --dist loadgroup --no-loadscope-reorder

lint: .venv/dev ## Check style and types.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/codespell

lint-workflows: .venv/dev build/workflows ## Check .github/ with actionlint and zizmor (needs Go; builds the first once).
	@"$$($(BIN)/python -c 'from tests.cluster.binaries import build; print(build("actionlint"))')/actionlint"
	@build/workflows/bin/zizmor --offline --no-progress --quiet .github

check: lint test ## Run what a pull request must pass: lint, tests, a fresh dist/.
	@$(BIN)/python main.py
	@git diff --exit-code --stat dist
	@test -z "$$(git status --porcelain dist)"

format: .venv/dev ## Format the sources.
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

imports: .venv/dev ## Update crds/ and the bindings generated from them (needs Go and npm's registry).
	@$(BIN)/python crds/renew.py

check-imports: .venv/dev ## Check that the bindings match crds/.
	@$(BIN)/python crds/renew.py --check

dashboards: .venv/dev ## Write Grafana's dashboards into constructs_lib/dashboards.
	@$(BIN)/python -m dashboards

bench: .venv/dev ## Measure time and memory, compared with [UPSTREAM=<manifests>]; [RECORD=<label>] in docs/performance.md.
	@$(BIN)/python -m bench

docs: .venv/docs ## Write docs/reference.md, docs/commands.md and docs/dashboards.md, and build the site in build/docs.
	@PYTHONPATH=. $(BIN)/python docs/reference.py
	@PYTHONPATH=. $(BIN)/python docs/commands.py
	@PYTHONPATH=. $(BIN)/python docs/panels.py
	@$(BIN)/sphinx-build -q -n -W --keep-going docs build/docs

build: .venv/dev build/twine ## Build the sdist and the wheel into build/packages, and check them.
	@$(BIN)/python .ci/release.py build

materials: build/cyclonedx build/runtime ## Write the library's own bill of materials, and the licenses of what it needs, into build/sbom.
	@mkdir -p build/sbom
	@build/cyclonedx/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible -o build/sbom/kubeflow-gitops.cdx.json build/runtime/bin/python
	@$(BIN)/python .ci/licenses.py build/sbom/kubeflow-gitops.cdx.json > build/sbom/licenses.txt
	@cp requirements-supply.txt build/sbom/requirements.txt

release: .venv/dev build/twine ## Prepare a release as a commit and a tag: VERSION=<1.2.3>; publish nothing.
	@$(BIN)/python .ci/release.py release "$$VERSION"

# Of its own: it needs other versions than we do.
build/scanner: requirements-scan.txt
	@$(PYTHON) -m venv $@
	@$@/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-scan.txt
	@touch $@

# KServe's own packages, which that release has for no Python after 3.11.
build/serving: requirements-serving.txt .venv/dev
	@$(BIN)/uv venv --quiet --clear --python 3.11 $@
	@$(BIN)/uv pip sync --quiet --require-hashes --python $@ requirements-serving.txt
	@touch $@

build/twine: requirements-release.txt
	@$(PYTHON) -m venv $@
	@$@/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-release.txt
	@touch $@

build/cyclonedx: requirements-materials.txt
	@$(PYTHON) -m venv $@
	@$@/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-materials.txt
	@touch $@

# What a user has who installs the library with its extras, and nothing else.
build/runtime: requirements-supply.txt .venv/dev
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python $@
	@$(BIN)/uv pip sync --quiet --require-hashes --python $@/bin/python requirements-supply.txt
	@touch $@

build/workflows: requirements-workflows.txt
	@$(PYTHON) -m venv $@
	@$@/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-workflows.txt
	@touch $@

# Of their own: they need another protobuf and other SDKs. By uv: pip takes minutes for so many packages.
build/elyra build/elyra-protos: build/%: requirements-%.txt .venv/dev
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python $@
	@$(BIN)/uv pip install --quiet --no-deps --require-hashes --python $@/bin/python -r requirements-$*.txt
	@touch $@

lock: .venv/dev ## Update the hash-locked requirements from pyproject.toml.
	@$(BIN)/uv pip compile pyproject.toml $(PINNED) -o requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --group dev --extra testing --extra images --extra sbom $(PINNED) -o requirements-dev.txt
	@$(BIN)/uv pip compile pyproject.toml --extra images --extra sbom --group supply --constraint requirements-dev.txt $(PINNED) -o requirements-supply.txt
	@$(BIN)/uv pip compile --group docs --constraint requirements-dev.txt $(PINNED) -o requirements-docs.txt
	@$(BIN)/uv pip compile --group scan $(PINNED) -o requirements-scan.txt
	@$(BIN)/uv pip compile --group release $(PINNED) -o requirements-release.txt
	@$(BIN)/uv pip compile --group materials $(PINNED) -o requirements-materials.txt
	@$(BIN)/uv pip compile --group workflows $(PINNED) -o requirements-workflows.txt
	@$(BIN)/uv pip compile --group elyra $(PINNED) -o requirements-elyra.txt
	@$(BIN)/uv pip compile --group elyra-protos $(PINNED) -o requirements-elyra-protos.txt
	@$(BIN)/uv pip compile --group serving $(filter-out --universal,$(PINNED)) -o requirements-serving.txt

PINNED := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

clean: ## Remove everything that make has set up.
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache build

.venv/synth: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "Python 3.11, 3.12 or 3.13 is needed, $(PYTHON) is " + sys.version.split()[0])'
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

# What asks registries and lists materials.
.venv/supply: requirements-supply.txt .venv/synth
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-supply.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/synth
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/docs: requirements-docs.txt .venv/dev
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-docs.txt
	@touch $@
