#!/usr/bin/env bash
# An addon's life on a real controller and Argo: an install that fails, is explained and retried, validate, an upgrade
# that is shown before it is made and drops an object, its orphan, a deletion that fails and is retried; then a project. CHAIN is the command that starts them, or finds them
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
  $kubectl delete namespace "$ns" "$late" platform-web platform-dns --ignore-not-found --wait=false >/dev/null 2>&1 || true
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
# TEXT: what was printed last holds it.
says() { grep -qF -- "$1" "$work/said" || { echo "does not say: $1" >&2; exit 1; }; }
# COMMAND...: has to succeed.
holds() { "$@" >/dev/null || { echo "does not hold: $*" >&2; exit 1; }; }

map() { printf -- '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, namespace: %s}\n' "$1" "$2"; }
{ map one "$late"; map two "$ns"; } > "$work/v1.yaml"
map one "$late" > "$work/v2.yaml"
printf 'kubectl get configmap one -n %s\n' "$late" > "$work/check.sh"
create=(-n "$ns" --validate "$work/check.sh" --retry-limit 0 --deadline 60s --no-preflight)

$kubectl create namespace "$ns" >/dev/null
"$addonctl" get -w > "$work/watched" 2>/dev/null &
watcher=$!
expect 3 "$addonctl" create "$addon" -v v1 --install "$work/v1.yaml" "${create[@]}" --wait
expect 0 "$addonctl" status "$addon"
says "Failed, in the install stage"
says "addonctl retry $addon"
expect 0 "$addonctl" events "$addon"
expect 0 "$addonctl" tree "$addon"
says "ConfigMap"
$kubectl create namespace "$late" >/dev/null
expect 0 "$addonctl" retry "$addon" --wait
holds "$kubectl" get configmap one -n "$late"
expect 0 "$addonctl" validate "$addon"
kill "$watcher"
grep -q "^$addon .*Failed" "$work/watched" || { echo "get -w saw no failure" >&2; exit 1; }
grep -q "^$addon .*Succeeded" "$work/watched" || { echo "get -w saw no success" >&2; exit 1; }
expect 0 "$addonctl" diff "$addon" -v v1 --install "$work/v1.yaml" "${create[@]}"
expect 1 "$addonctl" diff "$addon" -v v2 --install "$work/v2.yaml" "${create[@]}"
says "ConfigMap $ns/two"

expect 0 "$addonctl" apply "$addon" -v v2 --install "$work/v2.yaml" "${create[@]}" --wait
[ "$("$addonctl" orphans "$addon" -o name)" = configmap/two ] || { echo "configmap/two is the orphan" >&2; exit 1; }
expect 0 "$addonctl" orphans "$addon" --delete --yes
expect 0 "$addonctl" orphans "$addon"

$kubectl patch configmap one -n "$late" --type merge -p '{"metadata":{"finalizers":["example.com/stuck"]}}' >/dev/null
expect 3 "$addonctl" delete "$addon" --yes
$kubectl patch configmap one -n "$late" --type merge -p '{"metadata":{"finalizers":null}}' >/dev/null
expect 0 "$addonctl" retry "$addon" --wait
expect 0 "$addonctl" delete "$addon" --yes --ignore-not-found

# A stand-in for the controller may know exact versions only.
cp -r examples/platform "$work/platform"
sed -i 's/">=1.4, <2"/v1.4.0/' "$work/platform/addonctl.yaml"
expect 0 "$addonctl" apply -f "$work/platform" --cluster-name prod --no-preflight
expect 0 "$addonctl" wait platform-web platform-dns --timeout 3m
[ "$($kubectl get deployment page -n platform-web -o 'jsonpath={.spec.replicas}')" = 3 ] || { echo "prod has 3 replicas" >&2; exit 1; }
expect 0 "$addonctl" unpack platform-web -d "$work/unpacked"
expect 0 "$addonctl" diff -f "$work/unpacked"
expect 0 "$addonctl" delete platform-web platform-dns --yes
echo "life: passed"
