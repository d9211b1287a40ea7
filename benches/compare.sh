#!/usr/bin/env bash
# Times whole commands side by side, in one run on one machine: addonctl, and kubectl where it does as much or less.
#
#   ADDONCTL                  the addonctl to time (default: a release build of this one)
#   KUBECTL                   the kubectl beside it (default: the one on PATH)
#   ADDONCTL_BENCH_MANIFESTS  a folder that holds kube-prometheus/, manifests with setup/ as their prereqs
#   ROUNDS                    runs of each command (default: 10); the least and the median time are told
set -euo pipefail
cd "$(dirname "$0")/.."

kubectl=${KUBECTL:-$(command -v kubectl || true)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "${ADDONCTL:-}" ]; then
    cargo build --release --locked
    ADDONCTL=${CARGO_TARGET_DIR:-target}/release/addonctl
fi
addonctl=$(realpath "$ADDONCTL")

# measure LABEL ROUNDS COMMAND...: a line with times and peak memory.
cat >"$work/measure.py" <<'PY'
import os, statistics, subprocess, sys, time

label, rounds, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
times = []
with open(os.devnull, "w") as null:
    for _ in range(rounds):
        start = time.perf_counter()
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=null, stderr=subprocess.PIPE)
        times.append(time.perf_counter() - start)
        if done.returncode != 0:
            sys.exit(f"{label}: exit {done.returncode}\n{done.stderr.decode()[-2000:]}")
    # In a run of its own and by a small program: a child of Python begins with the memory of Python.
    memory = "-"
    if os.path.exists("/usr/bin/time"):
        command = ["/usr/bin/time", "-f", "%M", *command]
        told = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=null, stderr=subprocess.PIPE).stderr
        memory = f"{int(told.split()[-1]) / 1024:.1f} MiB"
least, median = min(times), statistics.median(times)
print(f"| {label} | {least * 1000:.1f} ms | {median * 1000:.1f} ms | {memory} |", flush=True)
PY
measure() { python3 "$work/measure.py" "$@"; }

rounds=${ROUNDS:-10}
echo "| Command | Least | Median | Peak memory |"
echo "|---|---:|---:|---:|"

measure "addonctl --help" "$((rounds * 5))" "$addonctl" --help
if [ -n "$kubectl" ]; then
    measure "kubectl --help" "$rounds" "$kubectl" --help
fi

manifests=${ADDONCTL_BENCH_MANIFESTS:-}/kube-prometheus
if [ -n "${ADDONCTL_BENCH_MANIFESTS:-}" ] && [ -d "$manifests" ]; then
    measure "addonctl create, kube-prometheus" "$rounds" "$addonctl" create kube-prometheus -n monitoring -v v1 \
        --prereqs "$manifests/setup" --install "$manifests" --dryrun
    if [ -n "$kubectl" ]; then
        mkdir "$work/kustomize"
        cp -R "$manifests/." "$work/kustomize/"
        (
            cd "$work/kustomize"
            echo "resources:"
            find . -name '*.yaml' ! -name kustomization.yaml | sort | sed 's/^/  - /'
        ) >"$work/kustomization.yaml"
        mv "$work/kustomization.yaml" "$work/kustomize/kustomization.yaml"
        measure "kubectl kustomize, kube-prometheus" "$rounds" "$kubectl" kustomize "$work/kustomize"
    fi
else
    echo "skip: kube-prometheus (ADDONCTL_BENCH_MANIFESTS names no folder that holds it)" >&2
fi

# 100 MB in 20,000 documents that repeat themselves, as generated ones do, and half of that beside it: twice the
# input is to take twice the time. The stages that are generated would not fit an Addon with so many objects.
for documents in 10000 20000; do
    python3 - "$documents" >"$work/$documents.yaml" <<'PY'
import sys

row = "".join(f"  key-{index:02}: {'lorem ipsum dolor sit amet ' * 3}\n" for index in range(55))
for number in range(int(sys.argv[1])):
    print(f"---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: large-{number}\ndata:\n{row}", end="")
PY
    size=$(($(wc -c <"$work/$documents.yaml") / 1000000))
    measure "addonctl create, $size MB in $documents documents" 3 "$addonctl" create large -n large -v v1 \
        --install "$work/$documents.yaml" --no-delete --no-validate --dryrun
done
