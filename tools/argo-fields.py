#!/usr/bin/env python3
"""Prints crates/addon-core/src/lint/argo/fields.txt: the fields of an Argo Workflow, type by type, out of Argo's own JSON schema.

Usage: argo-fields.py SCHEMA, which is api/jsonschema/schema.json of the Go module github.com/argoproj/argo-workflows/v3,
in the version that the controller is built with.
"""
import json
import sys

PREFIXES = ("io.argoproj.workflow.v1alpha1.", "io.k8s.api.core.v1.", "io.k8s.api.policy.v1.",
            "io.k8s.apimachinery.pkg.apis.meta.v1.", "io.k8s.apimachinery.pkg.util.intstr.", "io.k8s.apimachinery.pkg.api.resource.")
# What Go's own decoders take, where the schema says less or more.
SPECIAL = {"IntOrString": "scalar", "Quantity": "scalar", "Item": "any", "Time": "string", "MicroTime": "string", "Amount": "number",
           "FieldsV1": "any", "Object": "any", "Plugin": "any", "NoneStrategy": "any", "ParallelSteps": "[]WorkflowStep"}
SCALARS = {("Parameter", "value"), ("Parameter", "default")}

definitions = json.load(open(sys.argv[1], encoding="utf-8"))["definitions"]


def short(ref):
    name = ref.rsplit("/", 1)[1]
    for prefix in PREFIXES:
        name = name.removeprefix(prefix)
    return name


def of(schema, seen):
    if "$ref" in schema:
        name = short(schema["$ref"])
        if name in SPECIAL:
            inner = SPECIAL[name].removeprefix("[]")
            full = PREFIXES[0] + inner
            if full in definitions:
                seen.append((inner, definitions[full]))
            return SPECIAL[name]
        definition = definitions[schema["$ref"].rsplit("/", 1)[1]]
        if "properties" not in definition:
            return of(definition, seen)
        seen.append((name, definition))
        return name
    kind = schema.get("type", "any")
    if kind == "array":
        return "[]" + of(schema["items"], seen)
    if kind == "object":
        inner = schema.get("additionalProperties")
        return "{}" + of(inner, seen) if isinstance(inner, dict) else "any"
    return kind


done, todo = {}, [("Workflow", definitions["io.argoproj.workflow.v1alpha1.Workflow"])]
while todo:
    name, definition = todo.pop(0)
    if name in done or name in ("WorkflowStatus",):
        continue
    seen = []
    done[name] = {field: "scalar" if (name, field) in SCALARS else of(schema, seen)
                  for field, schema in sorted(definition["properties"].items())}
    todo.extend(seen)
for name in sorted(done):
    print(name)
    for field, kind in done[name].items():
        print(f" {field} {kind}")
