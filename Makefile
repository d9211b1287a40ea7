# What a person does to this project, by name. `make help` lists it.

CARGO ?= cargo
# Tests compare with the real kubectl where there is one.
KUBECTL ?= $(shell command -v kubectl 2>/dev/null)
ifneq ($(KUBECTL),)
export KUBECTL
endif
# Where there is Go and no KUBEBUILDER_ASSETS, tests/apiserver/build.sh makes an API server and a kubectl here.
ASSETS := $(or $(KUBEBUILDER_ASSETS),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/addonctl/apiserver-$(shell sed -n 's/^require k8s.io\/kubernetes v//p' tests/apiserver/kubernetes/go.mod))
GO := $(shell command -v go 2>/dev/null)
# cargo-deny, as .ci/run installs it, is found here too.
TOOLS := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/addonctl-ci/bin
export PATH := $(TOOLS):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help test assets skips lint bench docs e2e

help: ## This list
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 10

test: export KUBECTL := $(or $(KUBECTL),$(if $(GO),$(ASSETS)/kubectl))
test: assets skips ## All tests; those that lack a tool or a file say so first
	$(CARGO) test --locked --workspace

assets:
	@if test -z "$$KUBEBUILDER_ASSETS" && test -n "$(GO)"; then tests/apiserver/build.sh > /dev/null; fi
	@if test -n "$(GO)"; then tests/argo/build.sh > /dev/null; fi

skips:
	@test -n "$(KUBECTL)" || echo "skip: comparisons with kubectl (no kubectl on PATH, and KUBECTL is not set)"
	@test -x "$(ASSETS)/kube-apiserver" || echo "skip: tests against an API server (no KUBEBUILDER_ASSETS, and no Go to build one)"
	@test -n "$(GO)" || echo "skip: comparison of lint with Argo's own validation (no Go to build it)"
	@test -n "$$ADDONCTL_REFERENCE_CRD" || echo "skip: comparison with the controller's CRD (ADDONCTL_REFERENCE_CRD names no file)"
	@test -n "$$CHAIN" || echo "skip: whole runs on a cluster, which are make e2e (CHAIN names no cluster tool)"

lint: ## Formatting, clippy, rustdoc, and the licenses and sources of dependencies
	$(CARGO) fmt --all --check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps --locked --workspace
	$(CARGO) deny --locked check licenses bans sources

bench: ## The core with criterion, then whole commands beside kubectl
	$(CARGO) bench --locked
	@if test -e benches/compare.sh; then bash benches/compare.sh; fi

docs: ## Write completions/, man/ and what the pages show anew
	ADDONCTL_BLESS=1 $(CARGO) test --locked --test it -- completions:: man:: lint:: pages::

e2e: ## Addons on a real controller and Argo, where CHAIN names the tool that starts them
	@if test -z "$$CHAIN"; then echo "skip: end-to-end runs (CHAIN names no cluster tool)"; exit 0; fi; \
	ran=0; for script in tests/e2e/*.sh; do \
		test -e "$$script" || continue; ran=1; echo "== $$script"; bash "$$script" || exit 1; \
	done; \
	test $$ran = 1 || echo "skip: end-to-end runs (tests/e2e holds no script)"
