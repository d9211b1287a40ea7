#!/usr/bin/env bash
# What `addonctl render` prints is what the controller submits, field by field.
#
# KUBECONFIG: a cluster with a controller. ADDONCTL, KUBECTL: the programs. Addons: examples/*/addon.yaml.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ -n "${CHAIN:-}" ] && [ -z "${KUBECONFIG:-}" ]; then eval "$($CHAIN)"; fi
addonctl="${ADDONCTL:-target/debug/addonctl}"
kubectl="${KUBECTL:-kubectl}"

# The parts that the controller writes. Parameters of maps come in random order, so they are sorted; Argo writes out what
# is empty, so that is left out.
part='import json, sys
one = json.load(sys.stdin)
one = one["items"][0] if one["kind"] == "List" else one
def full(it):
    if isinstance(it, list):
        return [full(x) for x in it]
    if isinstance(it, dict):
        return {k: full(v) for k, v in it.items() if v not in ({}, "", None)}
    return it
labels = {k: v for k, v in one["metadata"].get("labels", {}).items() if not k.startswith("workflows.argoproj.io/") or k.endswith("instanceid")}
one["spec"]["arguments"]["parameters"].sort(key=lambda p: p["name"])
print(json.dumps([one["metadata"]["name"], one["metadata"]["namespace"], labels, full(one["spec"])], indent=1, sort_keys=True))'

for file in examples/*/addon.yaml; do
    name=$("$kubectl" create --dry-run=client -o 'jsonpath={.metadata.name}' -f "$file")
    "$addonctl" apply -f "$file" --no-preflight -q --wait --timeout 3m
    for stage in prereqs install; do
        workflow=$("$addonctl" render "$file" --stage "$stage" -o json)
        submitted=$(python3 -c 'import json,sys; i=json.load(sys.stdin)["items"]; print(i[0]["metadata"]["name"] if i else "")' <<<"$workflow")
        [ -n "$submitted" ] || continue
        diff <(python3 -c "$part" <<<"$workflow") \
            <("$kubectl" get workflows.argoproj.io -n addon-manager-system "$submitted" -o json | python3 -c "$part")
        echo "$name: $stage is the same"
    done
    "$addonctl" delete "$name" -y -q
done
