#!/usr/bin/env bash
# An addon's life on a real controller and Argo: an install that fails and is retried, validate, an upgrade that drops
# an object, its orphan, a deletion that fails and is retried. CHAIN is the command that starts them, or finds them
# started, and prints `export KUBECONFIG=FILE`. Uses namespaces and an Addon of its own, and takes them away again.
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo build --locked --quiet
addonctl=${CARGO_TARGET_DIR:-target}/debug/addonctl
kubectl=${KUBECTL:-kubectl}
eval "$($CHAIN)"
addon=life-$$ ns=life-$$ late=life-late-$$
work=$(mktemp -d)
clean() {
  $kubectl patch configmap one -n "$late" --type merge -p '{"metadata":{"finalizers":null}}' >/dev/null 2>&1 || true
  "$addonctl" delete "$addon" --force --confirm "$addon" --ignore-not-found -q >/dev/null 2>&1 || true
  $kubectl delete namespace "$ns" "$late" --ignore-not-found --wait=false >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean EXIT

# CODE COMMAND...: runs it, shows what it prints, and fails unless it ends with that code.
expect() {
  local want=$1 got=0
  shift
  echo "\$ ${*/#$addonctl/addonctl}"
  "$@" > "$work/said" 2>&1 || got=$?
  sed 's/^/    /' "$work/said"
  [ "$got" = "$want" ] || { echo "ended with $got and not with $want" >&2; exit 1; }
}
# COMMAND...: has to succeed.
holds() { "$@" >/dev/null || { echo "does not hold: $*" >&2; exit 1; }; }

map() { printf -- '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, namespace: %s}\n' "$1" "$2"; }
{ map one "$late"; map two "$ns"; } > "$work/v1.yaml"
map one "$late" > "$work/v2.yaml"
printf 'kubectl get configmap one -n %s\n' "$late" > "$work/check.sh"
create=(-n "$ns" --validate "$work/check.sh" --retry-limit 0 --deadline 60s --no-preflight)

$kubectl create namespace "$ns" >/dev/null
expect 3 "$addonctl" create "$addon" -v v1 --install "$work/v1.yaml" "${create[@]}" --wait
$kubectl create namespace "$late" >/dev/null
expect 0 "$addonctl" retry "$addon" --wait
holds "$kubectl" get configmap one -n "$late"
expect 0 "$addonctl" validate "$addon"

expect 0 "$addonctl" apply "$addon" -v v2 --install "$work/v2.yaml" "${create[@]}" --wait
[ "$("$addonctl" orphans "$addon" -o name)" = configmap/two ] || { echo "configmap/two is the orphan" >&2; exit 1; }
expect 0 "$addonctl" orphans "$addon" --delete --yes
expect 0 "$addonctl" orphans "$addon"

$kubectl patch configmap one -n "$late" --type merge -p '{"metadata":{"finalizers":["example.com/stuck"]}}' >/dev/null
expect 3 "$addonctl" delete "$addon" --yes
$kubectl patch configmap one -n "$late" --type merge -p '{"metadata":{"finalizers":null}}' >/dev/null
expect 0 "$addonctl" retry "$addon" --wait
expect 0 "$addonctl" delete "$addon" --yes --ignore-not-found
echo "life: passed"
