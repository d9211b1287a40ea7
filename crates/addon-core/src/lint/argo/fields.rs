//! A Workflow against the Go types of Argo 3.7 that the controller reads it with: unknown and mistyped fields.
//!
//! `fields.txt` is made of Argo's own JSON schema by `tools/argo-fields.py`: a type a line, then its fields, indented,
//! each with its type.

use std::collections::HashMap;

use serde_json::Value;

use super::super::document::{Document, kind_of};
use super::super::path::Path;
use super::super::schema::suggest;
use crate::finding::{Finding, Findings, rule};

const TABLE: &str = include_str!("fields.txt");

/// Fields that Argo once had, and what stands for them today.
const MOVED: [(&str, &str); 3] = [
    ("ttlSecondsAfterFinished", "write `ttlStrategy: {secondsAfterCompletion: SECONDS}`"),
    ("onExitTemplate", "write `onExit`"),
    ("schedules", "an Argo newer than the controller knows has it; a Workflow has none"),
];

/// Types by name; each has its fields and their types.
type Types = HashMap<&'static str, HashMap<&'static str, &'static str>>;

/// What is wrong with the fields of a Workflow.
pub(in crate::lint) fn check(workflow: &Value, document: &Document) -> Findings {
    let mut walk = Walk { types: types(), document, findings: Vec::new() };
    walk.value(workflow, "Workflow", &Path::default());
    walk.findings
}

fn types() -> Types {
    let mut types = Types::new();
    let mut current = "";
    for line in TABLE.lines() {
        match line.strip_prefix(' ').and_then(|field| field.split_once(' ')) {
            Some((field, kind)) => {
                types.entry(current).or_default().insert(field, kind);
            }
            None => current = line,
        }
    }
    types
}

struct Walk<'a> {
    types: Types,
    document: &'a Document,
    findings: Findings,
}

impl Walk<'_> {
    fn value(&mut self, value: &Value, kind: &'static str, path: &Path) {
        // Go's decoders leave a field as it is where they find null.
        if value.is_null() {
            return;
        }
        if let Some(inner) = kind.strip_prefix("[]") {
            let Some(items) = value.as_array() else { return self.wrong(value, "a list", path) };
            for (index, item) in items.iter().enumerate() {
                self.value(item, inner, &path.index(index));
            }
        } else if let Some(inner) = kind.strip_prefix("{}") {
            let Some(fields) = value.as_object() else { return self.wrong(value, "a map", path) };
            for (key, field) in fields {
                self.value(field, inner, &path.key(key));
            }
        } else {
            self.single(value, kind, path);
        }
    }

    fn single(&mut self, value: &Value, kind: &'static str, path: &Path) {
        let (fits, wanted) = match kind {
            "string" => (value.is_string(), "a string"),
            "boolean" => (value.is_boolean(), "true or false"),
            "integer" => (value.is_i64() || value.is_u64(), "an integer"),
            "number" => (value.is_number(), "a number"),
            "scalar" => (!value.is_object() && !value.is_array(), "a single value"),
            "any" => return,
            _ => return self.object(value, kind, path),
        };
        if !fits {
            self.wrong(value, wanted, path);
        }
    }

    fn object(&mut self, value: &Value, kind: &'static str, path: &Path) {
        let Some(known) = self.types.get(kind) else { return };
        let Some(fields) = value.as_object() else { return self.wrong(value, "a map", path) };
        let mut names: Vec<&str> = known.keys().copied().collect();
        names.sort_unstable();
        let kinds: Vec<_> = fields.keys().map(|key| known.get(key.as_str()).copied()).collect();
        for ((key, field), kind) in fields.iter().zip(kinds) {
            let path = path.key(key);
            if let Some(kind) = kind {
                self.value(field, kind, &path);
            } else {
                let finding = self.unknown(key, &path, &names);
                self.findings.push(finding);
            }
        }
    }

    fn unknown(&self, key: &str, path: &Path, known: &[&str]) -> Finding {
        let message = format!("the Workflow has no field `{path}`");
        // The decoder of steps is a strict one.
        let in_steps = path.to_string().contains(".steps[");
        let rule = if in_steps { &rule::STEP_FIELD } else { &rule::FIELD_UNKNOWN };
        let finding = self.document.about_key(rule, path, message);
        match MOVED.iter().find(|(old, _)| *old == key) {
            Some((_, help)) => finding.help(*help),
            None => suggest(finding, key, known),
        }
    }

    fn wrong(&mut self, value: &Value, wanted: &str, path: &Path) {
        let message = format!("`{path}` of the Workflow is {}, not {wanted}", kind_of(value));
        let finding = self.document.finding(&rule::FIELD_TYPE, path, message);
        let quoted = wanted == "a string" && (value.is_number() || value.is_boolean());
        self.findings.push(if quoted { self.document.quoting(finding, path) } else { finding });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_that_a_field_has_is_there() {
        let types = types();
        assert!(types.len() > 100);
        for kind in types.values().flat_map(HashMap::values) {
            let kind =
                kind.trim_start_matches("[]").trim_start_matches("{}").trim_start_matches("[]");
            let plain =
                ["string", "boolean", "integer", "number", "scalar", "any", "WorkflowStatus"];
            assert!(plain.contains(&kind) || types.contains_key(kind), "{kind}");
        }
    }
}
