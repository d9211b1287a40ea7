//! Findings as a product: for people, as JSON, as SARIF, as commands of GitHub Actions.

use std::fmt::Write as _;

use anyhow::Result;
use serde_json::{Value, json};

use super::{Report, Streams, report};
use crate::cli::lint::LintFormat;
use crate::finding::{self, Finding, Place, Rule, Severity};
use crate::plain;
use crate::source::Span;

/// Prints findings in a format.
pub(crate) fn print(
    findings: &[Finding],
    format: LintFormat,
    report: Report,
    streams: &mut Streams<'_>,
) -> Result<()> {
    let shown = report::first_of_each(&findings.iter().collect::<Vec<_>>());
    match format {
        LintFormat::Human => {
            for finding in shown.findings {
                writeln!(streams.out, "{}", report::finding(finding, report.color))?;
            }
            for line in shown.more {
                writeln!(streams.out, "{line}\n")?;
            }
        }
        LintFormat::Json => json(&findings.iter().map(object).collect(), streams)?,
        LintFormat::Sarif => json(&sarif(findings), streams)?,
        LintFormat::Github => {
            for finding in shown.findings {
                writeln!(streams.out, "{}", github(finding))?;
            }
            for line in shown.more {
                writeln!(streams.out, "::notice::{line}")?;
            }
        }
    }
    Ok(())
}

/// What a rule is for, in Markdown.
pub(crate) fn explained(rule: &Rule) -> String {
    let why = sentence(rule.why);
    format!("## {}\n\n*{}.* {why}\n", rule.id, sentence(word(rule.severity)).trim_end_matches('.'))
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

fn json(value: &Value, streams: &mut Streams<'_>) -> Result<()> {
    let text = format!("{value:#}");
    // Only strings hold what acts, and in a string of JSON each character can be written by its number.
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if plain::acts(c) && c != '\n' {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                // Writing into a string cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Ok(writeln!(streams.out, "{out}")?)
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Where a finding is: the file, and the first and the last line and column, from 1.
struct Location {
    file: String,
    region: Option<[usize; 4]>,
}

fn location(finding: &Finding) -> Option<Location> {
    match finding.place.as_ref()? {
        Place::Text(span) => {
            Some(Location { file: span.source.origin.clone(), region: Some(region(span)) })
        }
        Place::Input(file) => Some(Location { file: file.clone(), region: None }),
        Place::Argument(_) => None,
    }
}

fn region(span: &Span) -> [usize; 4] {
    let (line, column) = span.source.position(span.range.start);
    let (end_line, end_column) = span.source.position(span.range.end);
    [line, column, end_line, end_column]
}

fn object(finding: &Finding) -> Value {
    let mut object = json!({
        "rule": finding.rule.id,
        "severity": word(finding.rule.severity),
        "message": finding.message,
        "why": finding.rule.why,
    });
    if let Some(help) = &finding.help {
        object["help"] = help.as_str().into();
    }
    if let Some(Location { file, region }) = location(finding) {
        object["file"] = file.into();
        if let Some([line, column, end_line, end_column]) = region {
            object["line"] = line.into();
            object["column"] = column.into();
            object["endLine"] = end_line.into();
            object["endColumn"] = end_column.into();
        }
    }
    if finding.fix.is_some() {
        object["fixable"] = true.into();
    }
    object
}

/// Source of the form: the OASIS standard SARIF 2.1.0.
fn sarif(findings: &[Finding]) -> Value {
    let rules: Vec<Value> = finding::all().into_iter().map(sarif_rule).collect();
    let results: Vec<Value> = findings.iter().map(sarif_result).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "addonctl",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn sarif_rule(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": {"text": sentence(rule.why)},
        "defaultConfiguration": {"level": word(rule.severity)},
    })
}

fn sarif_result(finding: &Finding) -> Value {
    let text = match &finding.help {
        Some(help) => format!("{}; {help}", finding.message),
        None => finding.message.clone(),
    };
    let mut result = json!({
        "ruleId": finding.rule.id,
        "level": word(finding.rule.severity),
        "message": {"text": text},
    });
    if let Some(Location { file, region }) = location(finding) {
        let mut physical = json!({"artifactLocation": {"uri": uri(&file)}});
        if let Some([start_line, start_column, end_line, end_column]) = region {
            physical["region"] = json!({
                "startLine": start_line,
                "startColumn": start_column,
                "endLine": end_line,
                "endColumn": end_column,
            });
        }
        result["locations"] = json!([{"physicalLocation": physical}]);
    }
    result
}

/// A path as a reference of RFC 3986; what is no letter, digit or sign of a path is encoded.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+;=@,".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// Source of the form: GitHub's `actions/toolkit`, `core/src/command.ts`.
fn github(finding: &Finding) -> String {
    let command = match finding.rule.severity {
        Severity::Note => "notice",
        other => word(other),
    };
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut place = String::new();
    if let Some(Location { file, region }) = location(finding) {
        place = format!("file={},", property(&file));
        if let Some([line, column, end_line, end_column]) = region {
            let _ = write!(place, "line={line},endLine={end_line},");
            // Columns are for stretches within a line.
            if line == end_line {
                let _ = write!(place, "col={column},endColumn={end_column},");
            }
        }
    }
    let help = finding.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    let text = data(&format!("{}{help}", finding.message));
    format!("::{command} {place}title={}::{text}", finding.rule.id)
}

fn data(text: &str) -> String {
    plain::text(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::rule;
    use crate::source::Source;

    #[test]
    fn uris_are_encoded() {
        let told = ["a b.yaml", "x,y::z%.yaml", "a\nb", "/a/ä", "d/a.yaml"].map(uri);
        let expected =
            ["a%20b.yaml", "x,y%3A%3Az%25.yaml", "a%0Ab", "file:///a/%C3%A4", "d/a.yaml"];
        assert_eq!(told, expected);
    }

    #[test]
    fn commands_of_github_are_escaped() {
        let source = Source::new("a,b.yaml", "x: 1\ny: 2\n".to_owned());
        let finding = Finding::new(&rule::IMAGE, "50% of\nit").at(Span::new(&source, 5..6));
        assert_eq!(
            github(&finding.help("a: b")),
            "::error file=a%2Cb.yaml,line=2,endLine=2,col=1,endColumn=2,title=image::50%25 of%0Ait%0Aa: b"
        );
    }
}
