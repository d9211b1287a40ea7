//! Words of the controller, Argo, the API server and kubelets that say why, and what helps.

use super::{Cause, Evidence};

/// How things get going again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// The Addon has to be made anew and applied.
    Change,
    /// Something around it has to be put right; then it is run again.
    Retry,
    /// Something around it has to be put right; then it goes on by itself.
    Wait,
}

/// A cause that is known by its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    /// Its name for programs.
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub sentence: String,
    /// What helps.
    pub help: String,
    /// What to do after that.
    pub remedy: Remedy,
}

impl Known {
    /// The cause, with what shows it.
    pub(super) fn cause(self, evidence: Vec<Evidence>) -> Cause {
        let Self { code, sentence, help, remedy } = self;
        Cause { code, sentence, help, evidence, remedy }
    }
}

/// What is known; the file says how it is written.
const KNOWN: &str = include_str!("known.txt");

/// The cause that a text tells of, if its words are known.
pub(super) fn known(text: &str) -> Option<Known> {
    entries().find_map(|entry| by(entry, text))
}

/// The entries as their lines.
fn entries() -> impl Iterator<Item = [&'static str; 4]> {
    let mut lines = KNOWN.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    std::iter::from_fn(move || Some([lines.next()?, lines.next()?, lines.next()?, lines.next()?]))
}

fn by([head, words, sentence, help]: [&'static str; 4], text: &str) -> Option<Known> {
    let found = stretches(words, text)?;
    let fill = |template: &str| {
        let filled = found.iter().enumerate().fold(template.to_owned(), |out, (index, value)| {
            out.replace(&format!("${}", index + 1), value)
        });
        filled.trim_end().trim_end_matches(':').replace("$0", &subject(text))
    };
    let (code, remedy) = head.split_once(' ')?;
    let remedy = match remedy {
        "change" => Remedy::Change,
        "wait" => Remedy::Wait,
        _ => Remedy::Retry,
    };
    let mut sentence = fill(sentence);
    if code == "pod-security" {
        sentence = demands(&sentence);
    }
    Some(Known { code, sentence, help: fill(help), remedy })
}

/// What an API server refuses, `configmaps x`, where it names it.
fn subject(text: &str) -> String {
    let named = text.split(" is forbidden: ").next().unwrap_or_default();
    let named = named.split(" is invalid: ").next().unwrap_or_default();
    let mut words = named.rsplit(' ');
    match (words.next().and_then(|it| it.strip_prefix('"')?.strip_suffix('"')), words.next()) {
        (Some(name), Some(kind)) => format!("{kind} {name}"),
        _ => "An object".to_owned(),
    }
}

/// The demands of Pod Security without the word on each container.
fn demands(text: &str) -> String {
    let (mut depth, mut plain) = (0_usize, String::new());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain.replace(" ,", ",").trim_end().to_owned()
}

/// What stands where the words have `{}` (a name) or `{*}` (the rest of the line).
fn stretches<'a>(words: &str, text: &'a str) -> Option<Vec<&'a str>> {
    // Braces of Argo's own are part of the words.
    let words = words.replace("{{{}}}", "\u{1}{}\u{2}");
    let parts: Vec<String> = words
        .split_inclusive("{}")
        .flat_map(|part| part.split_inclusive("{*}"))
        .map(|part| part.replace('\u{1}', "{{").replace('\u{2}', "}}"))
        .collect();
    let first = parts.first().map(|part| part.trim_end_matches("{}").trim_end_matches("{*}"))?;
    let mut rest = &text[text.find(first)?..];
    let mut found = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let literal = part.trim_end_matches("{}").trim_end_matches("{*}");
        let near = rest.lines().next().unwrap_or_default();
        let at = if index == 0 { rest.find(literal)? } else { near.find(literal)? };
        rest = &rest[at + literal.len()..];
        let line = rest.lines().next().unwrap_or_default();
        if part.ends_with("{*}") {
            found.push(line.trim_end());
        } else if part.ends_with("{}") {
            let next = parts
                .get(index + 1)
                .map_or("", |next| next.trim_end_matches("{}").trim_end_matches("{*}"));
            let end = match next {
                "" => line.find([' ', '"', '\'', ',']).unwrap_or(line.len()),
                next => line.find(next)?,
            };
            found.push(line[..end].trim_end_matches('.'));
            rest = &rest[end..];
        }
    }
    Some(found)
}

/// Whether a line of a log is Argo's own, written when the program was over.
pub fn is_argos(line: &str) -> bool {
    let exit = line.trim().strip_prefix("Error: exit status ");
    line.contains(" argo=true") || exit.is_some_and(|code| code.parse::<u8>().is_ok())
}

/// The line of a log that says most: a known cause, the exception of a Python script, or the last that complains.
pub(super) fn telling(lines: &[String]) -> Option<String> {
    let lines = joined(lines);
    if let Some(line) = lines.iter().rev().find(|line| known(line).is_some()) {
        return Some(line.clone());
    }
    let exception = lines.iter().any(|line| line.starts_with("Traceback (most recent call last)"));
    let complains = |line: &&String| {
        let lower = line.to_lowercase();
        ["error", "fatal", "failed", "panic", "denied", "not found", "invalid"]
            .iter()
            .any(|word| lower.contains(word))
    };
    let last = lines.iter().rev().find(complains).filter(|_| !exception);
    last.or_else(|| lines.last()).cloned()
}

/// The lines of the program, with kubectl's lists of complaints (`* spec.x: ...`) in one line with what they are about.
fn joined(lines: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines.iter().map(|line| line.trim()) {
        match (line.strip_prefix("* "), out.last_mut()) {
            (Some(item), Some(head)) if head.ends_with(':') => *head = format!("{head} {item}"),
            (Some(item), Some(head)) if head.contains(" is invalid: ") => {
                *head = format!("{head}; {item}");
            }
            _ if line.is_empty() || is_argos(line) => {}
            _ => out.push(line.to_owned()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_well_formed() {
        let heads: Vec<_> = entries().map(|entry| entry[0].split_once(' ').unwrap()).collect();
        assert!(heads.len() > 50);
        for (code, remedy) in heads {
            assert!(["change", "retry", "wait"].contains(&remedy), "{code} {remedy}");
            assert!(code.bytes().all(|b| b == b'-' || b.is_ascii_lowercase()), "{code}");
        }
    }

    #[test]
    fn words_are_known() {
        for (text, code, sentence) in [
            (
                "Addon x could not validate secrets. addon X needs secret \"no-such\" that was not found in namespace default",
                "secret-missing",
                "The secret no-such does not exist in the namespace default.",
            ),
            (
                "is waiting on dependencies to be installed. required dependency is not installed: unable to resolve required dependency nope:v1",
                "dependency-missing",
                "It depends on nope:v1, and no Addon of the cluster provides that.",
            ),
            (
                "invalid spec: templates.entry.steps[0].s templates.s: failed to resolve {{inputs.parameters.nope}}",
                "tag-unresolved",
                "Argo cannot fill in {{inputs.parameters.nope}}.",
            ),
            (
                "pods \"p\" is forbidden: violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false",
                "pod-security",
                "The namespace admits restricted:latest pods only: allowPrivilegeEscalation != false",
            ),
            (
                "The Deployment \"web\" is invalid: spec.replicas: Invalid value: -1",
                "object-invalid",
                "The API server refuses Deployment web: spec.replicas: Invalid value: -1",
            ),
            (
                "Error from server (Forbidden): pods is forbidden: User \"system:serviceaccount:a:b\" cannot create resource \"pods\" in API group \"\"",
                "rbac",
                "system:serviceaccount:a:b may not create pods.",
            ),
            (
                "error: resource mapping not found for name: \"x\": no matches for kind \"Foo\" in version \"a.b/v1\"\nensure CRDs are installed first",
                "kind-unknown",
                "The cluster does not know the kind Foo of a.b/v1: its CRD is missing, or comes later than the object.",
            ),
            (
                "spec.arguments.parameters[3].name 'pkgName' is not unique",
                "parameter-twice",
                "The Workflow has pkgName twice: the controller adds that parameter itself.",
            ),
        ] {
            let known = known(text).unwrap();
            assert_eq!((known.code, known.sentence.as_str()), (code, sentence));
        }
        assert_eq!(known("all is well"), None);
        assert_eq!(known("child 'x-3244437905' failed"), None);
    }

    #[test]
    fn what_is_forbidden_is_named_in_short() {
        for (text, sentence) in [
            (
                "pods \"p\" is forbidden: violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false (containers \"main\" (x), \"wait\" must set it=false), seccompProfile (pod or containers \"main\" must set a)",
                "The namespace admits restricted:latest pods only: allowPrivilegeEscalation != false, seccompProfile",
            ),
            (
                "Error from server (Forbidden): configmaps \"c\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no",
                "The admission policy p refuses configmaps c: no",
            ),
            (
                "The ConfigMap \"im\" is invalid: data: Forbidden: field is immutable when `immutable` is set",
                "ConfigMap im exists already and differs in a field that cannot be changed.",
            ),
        ] {
            assert_eq!(known(text).unwrap().sentence, sentence);
        }
    }

    #[test]
    fn logs_tell() {
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let python =
            "hello\nTraceback (most recent call last):\n  File \"x\", line 1\nKeyError: 'a'\n";
        let told = |text: &str| telling(&lines(text)).unwrap();
        assert_eq!(told(python), "KeyError: 'a'");
        assert_eq!(told("fine\nfatal: bad\nbye\n"), "fatal: bad");
        assert_eq!(told("one\ntwo\n"), "two");
        let kubectl = "The Deployment \"w\" is invalid: \n* spec.a: no\n* spec.b: no\n\
            time=\"x\" level=info msg=\"sub-process exited\" argo=true\nError: exit status 1\n";
        assert_eq!(told(kubectl), "The Deployment \"w\" is invalid: spec.a: no; spec.b: no");
        assert_eq!(telling(&[]), None);
    }
}
