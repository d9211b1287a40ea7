//! What a delete stage leaves alone: a question to the cluster, answered by kubectl in a pod without a shell.

use crate::lifecycle::{MANAGED_BY, MANAGED_BY_LABEL, PART_OF_LABEL, field_manager};

/// Words that no other program's arguments hold.
const MARK: &str = "{{define \"own\"}}";

/// The Go template by which `kubectl get` prints the objects that are an addon's own, a JSON stub a line: those that
/// the addon has applied, by its field manager or its labels, and that no other addon has applied too.
///
/// Field managers are what counts, because the labels of an object may be the user's.
pub fn template(addon: &str) -> String {
    let (own, all) = (field_manager(addon), field_manager(""));
    let length = all.len();
    let label = |key: &str| format!("(print (index . \"{key}\"))");
    let (part_of, managed_by) = (label(PART_OF_LABEL), label(MANAGED_BY_LABEL));
    [
        MARK,
        "{{$own := false}}{{$shared := false}}",
        "{{range .metadata.managedFields}}{{if eq .operation \"Apply\"}}",
        &format!("{{{{if eq .manager \"{own}\"}}}}{{{{$own = true}}}}"),
        &format!("{{{{else if eq (printf \"%.{length}s\" .manager) \"{all}\"}}}}{{{{$shared = true}}}}"),
        "{{end}}{{end}}{{end}}",
        &format!("{{{{with .metadata.labels}}}}{{{{if and (eq {part_of} \"{addon}\") (eq {managed_by} \"{MANAGED_BY}\")}}}}"),
        "{{$own = true}}{{end}}{{end}}",
        "{{if and $own (not $shared)}}",
        r#"{"apiVersion":"{{.apiVersion}}","kind":"{{.kind}}","metadata":{"name":"{{.metadata.name}}""#,
        r#"{{with .metadata.namespace}},"namespace":"{{.}}"{{end}}}}{{println}}"#,
        "{{end}}{{end}}",
        // Of several objects kubectl makes a list.
        "{{if .items}}{{range .items}}{{template \"own\" .}}{{end}}{{else if .kind}}{{template \"own\" .}}{{end}}",
    ]
    .concat()
}

/// Whether a program's argument asks what is an addon's own.
pub fn asks(argument: &str) -> bool {
    argument.contains(MARK)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::tags::{self, Fate, Scope};

    #[test]
    fn argo_leaves_the_question_as_it_is() {
        let text = template("web");
        assert!(asks(&text) && !asks("delete"));
        assert!(text.contains(r#"eq .manager "addonmgr.keikoproj.io/web""#), "{text}");
        assert!(tags::find(&text, &Scope::default()).iter().all(|tag| tag.fate == Fate::Kept));
    }
}
