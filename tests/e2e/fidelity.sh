#!/usr/bin/env bash
# An addon's whole way on a real chain: create, wait, compare with what kubectl makes of the same files, delete, and
# compare the whole server before and after.
#
# usage: fidelity.sh NAME NAMESPACE INSTALL [PREREQS]
# CHAIN: a folder with `fidelity.py NAMESPACE FILE...`; KUBECONFIG: the cluster with Addon Manager and Argo;
# REFERENCE: a kubeconfig of an API server to apply the originals to; ADDONCTL, KUBECTL: the programs.
set -euo pipefail
name=$1 namespace=$2 install=$3 prereqs=${4:-}
: "${CHAIN:?}" "${KUBECONFIG:?}" "${REFERENCE:?}"
addonctl=${ADDONCTL:-addonctl} kubectl=${KUBECTL:-kubectl}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Every object of the server by name, save what comes and goes by itself.
inventory() {
  local kind
  for kind in $("$kubectl" api-resources --verbs=list -o name 2>/dev/null | sort); do
    case $kind in
      events|events.*|leases.*|workflows.*|workflowtaskresults.*|pods|pods.*|endpoints|endpointslices.*|componentstatuses) continue ;;
      customresourcedefinitions.*|namespaces|controllerrevisions.*|apiservices.*) continue ;;
    esac
    "$kubectl" get "$kind" -A --ignore-not-found -o name 2>/dev/null | sed "s|^|$kind |"
  done | grep -v -e 'configmaps configmap/kube-root-ca.crt' -e 'serviceaccounts serviceaccount/default' | sort
}

flags=(-n "$namespace" --create-namespace -v v1 --install "$install")
[ -z "$prereqs" ] || flags+=(--prereqs "$prereqs")
"$addonctl" create "$name" "${flags[@]}" --dryrun -q > "$work/addon.yaml"
groups=$(grep -c '^            - - name:' "$work/addon.yaml" || true)
inventory > "$work/before"
start=$(date +%s)
"$addonctl" create "$name" "${flags[@]}" -q --wait --timeout 10m
seconds=$(($(date +%s) - start))
compared=$("$CHAIN/fidelity.py" "$namespace" ${prereqs:+"$prereqs"} "$install" | tail -1)
"$kubectl" -n "${ADDON_NAMESPACE:-addon-manager-system}" delete addon "$name" --timeout=10m >/dev/null
inventory > "$work/after"
if ! diff "$work/before" "$work/after" > "$work/changed"; then
  echo "$name: left behind or gone:" >&2
  cat "$work/changed" >&2
  exit 1
fi
input=$(find ${prereqs:+"$prereqs"} "$install" -maxdepth 1 -type f \( -name '*.yaml' -o -name '*.yml' -o -name '*.json' \) -print0 | sort -zu | xargs -0 cat | wc -c)
echo "$name: input $input bytes, Addon $(wc -c < "$work/addon.yaml") bytes, $groups step groups, $compared, $seconds s to Succeeded, nothing left"
