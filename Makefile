# Everything a newcomer needs: `make synth` writes dist/, `make test` proves it. Both set themselves up.
PYTHON ?= python3
BIN    := .venv/bin
# Where main.py imports cdk8s first, jsii looks for a Node here; the packages bring one.
export PATH := $(PATH):$(CURDIR)/$(BIN)
# What these say to run next is a target.
synth diff graph explain images sbom check-tenants upgrade-plan plan-migration recovery-plan publish promote switch: export KUBEFLOW_GITOPS_MAKE := 1

.DEFAULT_GOAL := help
.PHONY: synth diff explain graph images sbom check-tenants upgrade-plan plan-migration recovery-plan publish promote switch \
  test test-fast coverage lint lint-workflows format check bench \
  verify verify-delivery verify-serving verify-monitoring verify-queues verify-steps verify-recovery verify-releases verify-explain verify-images verify-elyra verify-real-cluster verify-decisions \
  parity upstream-facts scan \
  docs docs-links dashboards imports check-imports lock \
  build materials release \
  help clean

##@ Platform

# -O leaves out cdk8s's checks of every argument's type: the tests make them, and constructs_lib/kube/plain.py does again.
synth: .venv/synth ## Write dist/, and print what changed.
	@$(BIN)/python -O main.py

diff: .venv/synth ## Explain what dist/ changes in the cluster: AGAINST=<ref or folder>.
	@$(BIN)/python main.py diff "$$AGAINST" $(if $(FORMAT),--format "$$FORMAT") $(if $(FAIL_ON),--fail-on "$$FAIL_ON")

# make itself has a variable AS, and the shell one of groups.
explain: .venv/synth ## Explain who reaches what, and why: FROM=<who> TO=<what>.
	@$(BIN)/python main.py explain --from "$$FROM" --to "$$TO" \
	  $(if $(filter command environment,$(origin AS)),--as "$$AS") $(if $(GROUPS),--groups '$(GROUPS)') \
	  $(if $(METHOD),--method "$$METHOD") $(if $(HEADER),--header "$$HEADER") \
	  $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT")

graph: .venv/synth ## Draw who reaches what into docs/graph/.
	@$(BIN)/python main.py graph $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT")

images: $(if $(LOCK)$(CHECK),.venv/supply,.venv/synth) ## List every image; lock or check them, or print how to copy them.
	@$(BIN)/python main.py images $(if $(LOCK),--lock) $(if $(CHECK),--check-lock) \
	  $(if $(COPY_PLAN),--copy-plan "$$COPY_PLAN") $(if $(FROM_MIRRORS),--from-mirrors)

sbom: .venv/supply ## Print an environment's images, charts and kinds as CycloneDX.
	@$(BIN)/python main.py sbom $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT")

check-tenants: .venv/synth ## List objects in profiles that the admission policies would refuse.
	@$(BIN)/python main.py check-tenants $(if $(CONTEXT),--context "$$CONTEXT")

upgrade-plan: .venv/synth ## Plan the step to a newer Kubeflow; change nothing: TO=<release>.
	@$(BIN)/python main.py upgrade-plan $(if $(FROM),--from "$$FROM") $(if $(TO),--to "$$TO") \
	  $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT") $(if $(FORMAT),--format "$$FORMAT")

plan-migration: .venv/synth ## Plan the replacement of a Kubeflow; change nothing: FROM=<folder>.
	@$(BIN)/python main.py plan-migration $(if $(FROM),--from "$$FROM") $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT")

recovery-plan: .venv/synth ## Print how a lost cluster is recovered; change nothing: FROM=<set>.
	@$(BIN)/python main.py recovery-plan $(if $(FROM),--from "$$FROM") $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT")

publish: .venv/synth ## Commit dist/ to the repository that Argo CD reads: REPO=<url>.
	@$(BIN)/python main.py publish "$$REPO" $(if $(ENVIRONMENT),--environment "$$ENVIRONMENT") \
	  $(if $(PROFILES),--profiles) $(if $(BRANCH),--branch "$$BRANCH") \
	  $(if $(SIGN_SSH),--sign-ssh "$$SIGN_SSH") $(if $(SIGN_GPG),--sign-gpg "$$SIGN_GPG") \
	  $(if $(PR),--pull-request) $(if $(OVERWRITE_HAND_EDITS),--overwrite-hand-edits) \
	  $(if $(REPLACE_OTHER_SOURCE),--replace-other-source)

promote: .venv/synth ## Promote an environment: ENVIRONMENT=<name> or RINGS=1, REPO=<url>.
	@$(BIN)/python main.py promote $(if $(RINGS),--rings) $(if $(ENVIRONMENT),"$$ENVIRONMENT") "$$REPO" \
	  $(if $(FROM),--from "$$FROM") $(if $(DRY_RUN),--dry-run)

switch: .venv/synth ## Print what a switch of environments means; YES=1 does it: TO=<name>.
	@$(BIN)/python main.py switch "$$TO" $(if $(YES),--yes)

##@ Tests and checks

test: .venv/dev ## Run the tests.
	@$(BIN)/pytest $(TOGETHER)

test-fast: .venv/dev ## Run the fast tests, about a minute: no whole platforms, no programs.
	@$(BIN)/pytest $(TOGETHER) -m 'not slow'

coverage: .venv/dev ## Measure the tests' coverage into build/coverage.
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest $(TOGETHER)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage html --quiet
	@$(BIN)/coverage report

lint: .venv/dev ## Check style, types and spelling.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/codespell

lint-workflows: .venv/dev build/workflows ## Check the workflows with actionlint and zizmor; needs Go.
	@actionlint="$$($(BIN)/python -c 'from tests.cluster.binaries import build; print(build("actionlint"))')/actionlint" && \
	  "$$actionlint" && "$$actionlint" $(WRITTEN)
	@build/workflows/bin/zizmor --offline --no-progress --quiet .github $(WRITTEN)

format: .venv/dev ## Format the sources.
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

check: lint test ## Run what a pull request must pass: lint, tests, a fresh dist/.
	@$(BIN)/python main.py
	@git diff --exit-code --stat dist
	@test -z "$$(git status --porcelain dist)"

bench: .venv/dev ## Measure time and memory.
	@$(BIN)/python -m bench

##@ Tests with real servers, which Go builds once

verify: .venv/dev ## API server, istiod, kgateway, Envoy, Dex, oauth2-proxy, MinIO.
	@$(BIN)/python -m tests.cluster.binaries $(SERVERS)
	@$(BIN)/pytest $(BESIDE) tests/cluster --ignore tests/cluster/delivery --ignore tests/cluster/serving --ignore tests/cluster/monitoring --ignore tests/cluster/queues --ignore tests/cluster/steps --ignore tests/cluster/recovery --ignore tests/cluster/releases --ignore tests/cluster/reach --ignore tests/cluster/images

verify-delivery: .venv/dev ## Argo CD and Helm.
	@$(BIN)/python -m tests.cluster.binaries argocd helm istio kgateway kubernetes kwok xds
	@$(BIN)/pytest $(BESIDE) tests/cluster/delivery

verify-serving: .venv/dev build/serving ## KServe and its model server; needs openssl and Python 3.11.
	@$(BIN)/python -m tests.cluster.binaries argocd hbone istio kgateway kserve kserve-0.15 kserve-0.16 kubernetes kwok minio xds
	@$(BIN)/pytest $(BESIDE) tests/cluster/serving

verify-monitoring: .venv/dev ## Prometheus and a collector; needs `apt install prometheus`.
	@$(BIN)/python -m tests.cluster.binaries dex istio kserve kubernetes kwok oauth2-proxy otelcol prometheus prometheus-operator
	@$(BIN)/pytest $(BESIDE) tests/cluster/monitoring

verify-queues: .venv/dev ## Kueue and the training operator run jobs of profiles.
	@$(BIN)/python -m tests.cluster.binaries kubernetes kueue kwok training-operator workflow-controller
	@$(BIN)/pytest $(BESIDE) tests/cluster/queues

verify-steps: .venv/dev ## The workflow controller starts steps on nodes with taints.
	@$(BIN)/python -m tests.cluster.binaries kubernetes kwok workflow-controller
	@$(BIN)/pytest $(BESIDE) tests/cluster/steps

verify-recovery: .venv/dev ## Lose a cluster, and recover it with Argo CD; needs openssl.
	@$(BIN)/python -m tests.cluster.binaries argocd istio kgateway kubernetes kwok minio rclone seaweedfs xds
	@$(BIN)/pytest $(BESIDE) tests/cluster/recovery

verify-releases: .venv/dev ## Upgrade clusters from release to release by the printed plans.
	@$(BIN)/python -m tests.cluster.binaries argocd $(SERVERS)
	@$(BIN)/pytest $(BESIDE) tests/cluster/releases
	@for release in $(BETWEEN); do \
	  echo "Kubeflow $$release"; \
	  KUBEFLOW_GITOPS_RELEASE=$$release $(BIN)/pytest $(BESIDE) $(OF_EACH_RELEASE) || exit 1; \
	done
	@KUBEFLOW_GITOPS_RELEASE=$(NEWEST) $(BIN)/pytest $(BESIDE) $(OF_NEWEST_RELEASE)

verify-explain: .venv/dev ## Compare `explain` with istiod and Envoy for random requests.
	@$(BIN)/python -m tests.cluster.binaries istio kubernetes kwok xds
	@$(BIN)/pytest $(BESIDE) tests/cluster/reach

verify-images: .venv/dev ## Lock, copy and install images without Internet access; needs openssl.
	@$(BIN)/python -m tests.cluster.binaries crane kubernetes
	@$(BIN)/pytest $(BESIDE) tests/cluster/images

verify-elyra: .venv/dev build/elyra build/elyra-protos ## Elyra submits a pipeline with a profile's configuration.
	@$(BIN)/python -m tests.cluster.binaries minio
	@$(BIN)/pytest tests/elyra

verify-real-cluster: .venv/dev ## A whole cluster of kind; needs Docker and an hour.
	@$(BIN)/python -m tests.cluster.binaries kind
	@$(BIN)/pytest tests/real

verify-decisions: .venv/dev ## Change every setting, and compare dist/; no servers, 20 minutes.
	@$(BIN)/pytest $(BESIDE) tests/decisions

##@ Comparisons with upstream

parity: .venv/dev ## Compare the base with Kubeflow's own manifests, field by field.
	@$(BIN)/python -m tests.parity compare "$$UPSTREAM" $(if $(RELEASE),--release "$$RELEASE")

upstream-facts: .venv/dev ## Update the tests' facts about those manifests.
	@$(BIN)/python -m tests.parity renew "$$UPSTREAM" $(if $(RELEASE),--release "$$RELEASE")

scan: .venv/dev build/scanner ## Run Checkov over the default overlay, and compare with docs/scan.yaml.
	@$(BIN)/python -m tests.scan --checkov build/scanner/bin/checkov

##@ Generated files

docs: .venv/docs ## Write the generated pages, and build the site in build/docs.
	@PYTHONPATH=. $(BIN)/python docs/reference.py
	@PYTHONPATH=. $(BIN)/python docs/commands.py
	@PYTHONPATH=. $(BIN)/python docs/panels.py
	@$(BIN)/sphinx-build -q -n -W --keep-going docs build/docs

# From the top: README.md and the other pages there have links too.
docs-links: .venv/docs ## Check the pages' links to other sites; needs Internet access.
	@$(BIN)/sphinx-build -q -b linkcheck -c docs -D root_doc=README -D include_patterns='*.md,docs/*.md' -D suppress_warnings=toc.not_included,myst.xref_missing . build/links

dashboards: .venv/dev ## Write Grafana's dashboards into constructs_lib/dashboards.
	@$(BIN)/python -m dashboards

imports: .venv/dev ## Update crds/ and the bindings generated from them; needs Go.
	@$(BIN)/python crds/renew.py

check-imports: .venv/dev ## Check that the bindings match crds/; fetch cdk8s' command.
	@$(BIN)/python crds/renew.py --check

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

##@ Releases

build: .venv/dev build/twine ## Build the sdist and the wheel into build/packages, and check them.
	@$(BIN)/python .ci/release.py build

materials: build/cyclonedx build/runtime ## Write the library's bill of materials and licenses into build/sbom.
	@mkdir -p build/sbom
	@build/cyclonedx/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible -o build/sbom/kubeflow-gitops.cdx.json build/runtime/bin/python
	@$(BIN)/python .ci/licenses.py build/sbom/kubeflow-gitops.cdx.json > build/sbom/licenses.txt
	@cp requirements-supply.txt build/sbom/requirements.txt

release: .venv/dev build/twine ## Prepare a release as commits and a tag: VERSION=<1.2.3>.
	@$(BIN)/python .ci/release.py release "$$VERSION"

##@ Setup

help: ## List the targets.
	@echo "make <target> [VARIABLE=value]: docs/make.md has the variables of each."
	@awk -F ':.*## ' '/^##@ / { print "\n" substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

clean: ## Remove everything that make has set up.
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache build

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

# The workflows of a user's repository.
WRITTEN := $(wildcard constructs_lib/starter/workflows/*.yaml)

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

PINNED := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

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
