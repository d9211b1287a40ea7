//! `addonctl lint`: read what may hold Addons, look at them, tell what is wrong or put it right.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;

use super::create::starting_point::project_of;
use super::target::bad_input;
use crate::cli::Talk;
use crate::cli::lint::{Level, LintArgs};
use crate::files::Files;
use crate::finding::{self, Finding, Findings, Rule, Severity, did_you_mean};
use crate::lint::{self, Lint};
use crate::outcome::Outcome;
use crate::output::{self, Report, Streams, say};
use crate::plain;
use crate::project::{self, FILE};
use crate::source::Source;

/// Runs the verb.
pub(crate) fn run(args: &LintArgs, talk: Talk, streams: &mut Streams<'_>) -> Result<Outcome> {
    if let Some(rule) = &args.explain {
        return explain(rule, streams);
    }
    let unknown: Vec<&String> = args.ignore.iter().filter(|id| known(id).is_none()).collect();
    if let Some(first) = unknown.first() {
        return bad_input(&format!("--ignore: {}", no_rule(first)), streams);
    }
    let Some(paths) = paths(args) else {
        let text =
            format!("there is no {FILE} in this folder; say what to check: addonctl lint PATH");
        return bad_input(&text, streams);
    };
    if args.fix && paths.iter().any(|path| path == "-") {
        let text = "--fix changes files, and standard input is none; save it as a file first, or leave out --fix";
        return bad_input(text, streams);
    }
    let mut looked = look(&paths, streams);
    if args.fix && fix(&mut looked.lint.findings, streams)? > 0 {
        looked = look(&paths, streams);
    }
    let Looked { mut lint, unreadable: mut findings } = looked;
    let failed = findings.len() + lint.unreadable;
    findings.append(&mut lint.findings);
    let least = severity(args.severity);
    findings.retain(|finding| {
        finding.rule.severity >= least && !args.ignore.iter().any(|id| id == finding.rule.id)
    });
    let report = Report::new(talk, streams.out_terminal);
    output::unheard(output::lint::print(&findings, args.output, report, streams))?;
    if !talk.quiet {
        say::note(&summary(&findings, &lint), streams)?;
    }
    let worst = if args.warnings_as_errors { Severity::Warning } else { Severity::Error };
    Ok(match findings.iter().any(|finding| finding.rule.severity >= worst) {
        _ if failed > 0 || lint.addons == 0 => Outcome::BadInput,
        true => Outcome::Failed,
        false => Outcome::Done,
    })
}

/// What is to be checked: the project of this folder where the command line names nothing.
fn paths(args: &LintArgs) -> Option<Vec<String>> {
    if !args.paths.is_empty() {
        return Some(args.paths.clone());
    }
    Path::new(FILE).is_file().then(|| vec![FILE.to_owned()])
}

/// What a look gave.
struct Looked {
    lint: Lint,
    /// Files and folders that could not be read.
    unreadable: Findings,
}

/// Looks at all that the paths name. A project is meant where it is named; below a folder are what it is made of and what
/// was made of it.
fn look(paths: &[String], streams: &mut Streams<'_>) -> Looked {
    let mut files = Files::new(&mut *streams.input);
    let (mut sources, mut projects, mut unreadable) = (Vec::new(), Vec::new(), Vec::new());
    for path in paths {
        let path = project_of(path).unwrap_or_else(|_| path.clone());
        let (read, found) = files.manifests(&path);
        unreadable.extend(found);
        let is_project =
            |source: &Arc<Source>| source.origin == path && project::is_project(source);
        let (named, others): (Vec<_>, Vec<_>) = read.into_iter().partition(is_project);
        projects.extend(named);
        sources.extend(others);
    }
    let mut lint = lint::lint(&sources);
    for source in projects {
        let found = lint::project(&source, &mut files);
        lint.findings.extend(found.findings);
        lint.addons += found.addons;
    }
    Looked { lint, unreadable }
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Note => Severity::Note,
        Level::Warning => Severity::Warning,
        Level::Error => Severity::Error,
    }
}

fn known(id: &str) -> Option<&'static Rule> {
    finding::all().into_iter().find(|rule| rule.id == id)
}

fn no_rule(id: &str) -> String {
    let near = did_you_mean(id, finding::all().iter().map(|rule| rule.id));
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    format!("there is no rule `{}`{near}", plain::line(id))
}

fn explain(id: &str, streams: &mut Streams<'_>) -> Result<Outcome> {
    let rules = match known(id) {
        _ if id == "all" => finding::all(),
        Some(rule) => vec![rule],
        None => return bad_input(&no_rule(id), streams),
    };
    for rule in rules {
        say::line(&output::lint::explained(rule), streams)?;
    }
    Ok(Outcome::Done)
}

/// `2 errors and 1 warning in 3 Addons; 4 other objects were passed over`
fn summary(findings: &[Finding], lint: &Lint) -> String {
    let count = |severity| findings.iter().filter(|f| f.rule.severity == severity).count();
    let parts =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(severity, _)| count(*severity) > 0)
        .map(|(severity, word)| counted(count(severity), word))
        .collect();
    let told = if told.is_empty() { "nothing is wrong".to_owned() } else { told.join(" and ") };
    let others = match lint.others {
        0 => String::new(),
        1 => "; 1 other object was passed over".to_owned(),
        others => format!("; {others} other objects were passed over"),
    };
    match lint.addons {
        0 if findings.iter().any(Finding::is_error) => {
            format!("{told}; no Addon could be checked{others}")
        }
        0 => format!("error: there is no Addon here{others}"),
        addons => format!("{told} in {}{others}", counted(addons, "Addon")),
    }
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// Makes the changes that findings carry; gives how many.
fn fix(findings: &mut Findings, streams: &mut Streams<'_>) -> Result<usize> {
    let mut fixes: Vec<_> = findings.iter_mut().filter_map(|finding| finding.fix.take()).collect();
    // From the end, so that what is before stays where it is; the same change is made once.
    fixes.sort_by_key(|fix| std::cmp::Reverse(fix.span.range.start));
    fixes.dedup();
    let mut sources: Vec<Arc<Source>> = Vec::new();
    for fix in &fixes {
        if !sources.iter().any(|source| Arc::ptr_eq(source, &fix.span.source)) {
            sources.push(Arc::clone(&fix.span.source));
        }
    }
    let mut done = 0;
    for source in sources {
        let mut text = source.text.clone();
        let mut end = text.len();
        let own = fixes.iter().filter(|fix| Arc::ptr_eq(&fix.span.source, &source));
        // Two changes of one place cannot both be right.
        for fix in own {
            if fix.span.range.end <= end {
                text.replace_range(fix.span.range.clone(), &fix.text);
                end = fix.span.range.start;
                done += 1;
            }
        }
        output::rewrite(&source.origin, &source.text, &text)?;
        say::note(&format!("fixed {}", source.origin), streams)?;
    }
    Ok(done)
}
