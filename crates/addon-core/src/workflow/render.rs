//! The workflow template filled in: minijinja with delimiters of its own, so that Argo's braces pass through.

use std::sync::Arc;

use minijinja::value::Serde;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
    syntax::SyntaxConfig,
};

use super::step::Workflow;
use crate::addon::Stage;
use crate::finding::{Finding, rule};
use crate::limits;
use crate::source::{Source, Span};
use crate::yaml::scalar;

/// The built-in template.
pub const TEMPLATE: &str = include_str!("workflow.yaml.j2");

/// The text of a Workflow.
pub fn render(workflow: &Workflow, template: &str) -> Result<String, Error> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder()
        .variable_delimiters("<{", "}>")
        .block_delimiters("<%", "%>")
        .comment_delimiters("<#", "#>")
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_debug(true);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("yaml".into()));
    environment.set_formatter(format);
    environment.set_fuel(Some(limits::TEMPLATE_FUEL));
    environment.add_filter("literal", literal);
    environment.render_named_str("workflow.yaml.j2", template, Value::from(Serde(workflow)))
}

/// What is wrong with a template, or with the built-in one.
pub(crate) fn finding(error: &Error, stage: Stage, own: Option<&Arc<Source>>) -> Finding {
    let what = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    let message = format!("the template fails for the {stage} stage: {what}");
    let Some(source) = own else { return Finding::new(&rule::SELF_CHECK, message) };
    let range = error.range().unwrap_or_else(|| {
        let line = error.line().unwrap_or(1).saturating_sub(1);
        let start = source.text.split_inclusive('\n').take(line).map(str::len).sum();
        start..start
    });
    let finding = Finding::new(&rule::WORKFLOW_TEMPLATE, message).at(Span::new(source, range));
    finding.help("`addonctl template` prints the built-in one, with all that it is given")
}

/// Every value becomes one YAML node on one line: bare where that is safe, else quoted.
fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::new(
            ErrorKind::UndefinedError,
            "a variable of this expression is not set",
        ));
    }
    if value.is_safe() || matches!(state.auto_escape(), AutoEscape::None) {
        return Ok(write!(out, "{value}")?);
    }
    match value.as_str() {
        Some(text) => Ok(out.write_str(&node(text))?),
        None => Ok(out.write_str(&escaped(
            &serde_json::to_string(value).map_err(|error| unserialisable(&error))?,
        ))?),
    }
}

fn unserialisable(error: &serde_json::Error) -> Error {
    Error::new(ErrorKind::BadSerialization, error.to_string())
}

/// A string as a YAML node on one line.
fn node(text: &str) -> String {
    let bare = text
        .starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/' || c == '-' && text.len() > 1)
        && !text.starts_with("---")
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-=:@".contains(c))
        && !text.ends_with(':')
        && scalar::is_string(text);
    if bare { text.to_owned() } else { escaped(&serde_json::Value::from(text).to_string()) }
}

/// JSON with the characters escaped that YAML 1.1 readers take for line ends or refuse.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                out.extend(format!("\\u{:04x}", u32::from(c)).chars());
            }
            _ => out.push(c),
        }
    }
    out
}

/// The filter `literal(indent)`: a text as a block literal, or on one line where a block cannot hold it.
fn literal(text: &str, indent: usize) -> Result<Value, Error> {
    if indent > limits::TEMPLATE_INDENT {
        let message = format!("literal indents by {} blanks at most", limits::TEMPLATE_INDENT);
        return Err(Error::new(ErrorKind::InvalidOperation, message));
    }
    if !fits_block(text) {
        return Ok(Value::from_safe_string(node(text)));
    }
    let chomp = match text {
        _ if !text.ends_with('\n') => "-",
        _ if text.ends_with("\n\n") => "+",
        _ => "",
    };
    let pad = " ".repeat(indent);
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    out.push('|');
    out.push_str(chomp);
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&pad);
            out.push_str(line);
        }
    }
    Ok(Value::from_safe_string(out))
}

/// Whether a block literal holds the text as it is: printable, and starting with a word.
fn fits_block(text: &str) -> bool {
    let printable = |c: char| match c {
        '\n' | '\t' | ' '..='~' => true,
        '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => false,
        c => c >= '\u{a0}',
    };
    !text.is_empty() && !text.starts_with([' ', '\t', '\n']) && text.chars().all(printable)
}
