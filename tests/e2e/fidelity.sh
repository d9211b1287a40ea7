#!/usr/bin/env bash
# Addons' whole way on a real chain: create, wait, compare with what kubectl makes of the same files, delete, and
# compare the whole server before and after.
#
# COMPARE: a command that takes NAMESPACE FILE... and compares the two; KUBECONFIG: a cluster with Addon Manager and Argo; REFERENCE:
# a kubeconfig of an API server to apply the originals to; ADDONCTL, KUBECTL: the programs; MANIFESTS: a folder with
# more addons (metrics-server, ingress-nginx, kube-prometheus); without it the torture addon is all.
set -euo pipefail
cd "$(dirname "$0")/../.."
for needed in COMPARE KUBECONFIG REFERENCE; do
  [ -n "${!needed:-}" ] || { echo "skip: fidelity on a cluster ($needed is not set)"; exit 0; }
done
addonctl=${ADDONCTL:-target/debug/addonctl} kubectl=${KUBECTL:-kubectl}
[ -x "$addonctl" ] || cargo build --locked
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Every object of the server by name, save what comes and goes by itself, and Namespaces and CRDs, which stay.
inventory() {
  local kind
  for kind in $("$kubectl" api-resources --verbs=list -o name 2>/dev/null | sort); do
    case $kind in
      events|events.*|leases.*|workflows.*|workflowtaskresults.*|pods|pods.*|endpoints|endpointslices.*) continue ;;
      componentstatuses|customresourcedefinitions.*|namespaces|controllerrevisions.*) continue ;;
    esac
    "$kubectl" get "$kind" -A --ignore-not-found -o name 2>/dev/null | sed "s|^|$kind |"
  done | grep -v -e 'configmap/kube-root-ca.crt' -e 'serviceaccount/default' -e 'apiservice.*/v[0-9a-z]*\.' | sort
}

# NAME NAMESPACE, files to compare with, `--`, flags of create
way() {
  local name=$1 namespace=$2 originals=()
  shift 2
  while [ "$1" != -- ]; do originals+=("$1"); shift; done
  shift
  local flags=(-n "$namespace" --create-namespace -v v1 -q "$@")
  "$addonctl" create "$name" "${flags[@]}" --dryrun > "$work/addon.yaml"
  local groups start seconds compared
  groups=$(grep -c '^            - - name:' "$work/addon.yaml" || true)
  inventory > "$work/before"
  start=$(date +%s)
  "$addonctl" create "$name" "${flags[@]}" --wait --timeout 10m
  seconds=$(($(date +%s) - start))
  compared=$("$COMPARE" "$namespace" "${originals[@]}" | tail -1)
  "$addonctl" delete "$name" --yes > /dev/null
  inventory > "$work/after"
  if ! diff "$work/before" "$work/after" > "$work/changed"; then
    echo "$name: left behind or gone:" >&2
    cat "$work/changed" >&2
    return 1
  fi
  echo "$name: Addon $(wc -c < "$work/addon.yaml") bytes, $groups step groups, $compared, $seconds s to Succeeded, nothing left behind"
  case $compared in *"missing 0, own labels overwritten 0"*) ;; *) return 1 ;; esac
}

# What kubectl alone cannot read is written out for the reference: the parameters, and the files that hold nothing.
mkdir "$work/torture"
cp tests/torture/install/* "$work/torture"
find "$work/torture" -size 0 -delete
sed -i 's/{{=toJson(workflow.parameters.region)}}/"us-west-2"/; s/{{workflow.parameters.suffix}}/x/; s/{{workflow.parameters.region}}/us-west-2/' "$work/torture"/*.yaml
way torture torture tests/torture/prereqs "$work/torture" -- --prereqs tests/torture/prereqs \
  --install tests/torture/install -p suffix=x,region=us-west-2

if [ -n "${MANIFESTS:-}" ]; then
  # The Deployment is published for a kustomization to complete, and refused as it is.
  mkdir "$work/metrics-server"
  cp "$MANIFESTS"/metrics-server/*.yaml "$work/metrics-server"
  rm -f "$work/metrics-server/deployment.yaml"
  way metrics-server metrics-server "$work/metrics-server" -- --install "$work/metrics-server"
  way ingress-nginx ingress-nginx "$MANIFESTS/ingress-nginx" -- --install "$MANIFESTS/ingress-nginx"
  way kube-prometheus monitoring "$MANIFESTS/kube-prometheus/setup" "$MANIFESTS/kube-prometheus" -- \
    --prereqs "$MANIFESTS/kube-prometheus/setup" --install "$MANIFESTS/kube-prometheus"
fi
