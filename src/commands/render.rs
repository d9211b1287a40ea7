//! `addonctl render`: the Workflows that the controller will submit, or the objects that they apply.

use anyhow::Result;
use serde_json::{Value, json};

use super::given;
use super::target::bad_input;
use crate::addon::{Addon, Stage};
use crate::argo::WorkflowView;
use crate::cli::given::RenderArgs;
use crate::cli::{Format, Talk};
use crate::contents::{self, Named, Verb};
use crate::controller;
use crate::manifest::{Scope, tags};
use crate::outcome::Outcome;
use crate::output::{Report, Streams, say};
use crate::yaml::emit;

/// Runs the verb.
pub(crate) fn run(args: &RenderArgs, talk: Talk, streams: &mut Streams<'_>) -> Result<Outcome> {
    let report = Report::new(talk, streams.terminal);
    let Some(addons) = given::addons(&args.addons, report, streams)? else {
        return Ok(Outcome::BadInput);
    };
    let (mut texts, mut errors) = (Vec::new(), Vec::new());
    for addon in &addons {
        let made =
            if args.manifests { manifests(addon, args, streams)? } else { workflows(addon, args) };
        match made {
            Ok(made) => texts.extend(made),
            Err(error) => errors.push(format!("{}: {error}", addon.metadata.name)),
        }
    }
    if !errors.is_empty() {
        for error in &errors {
            bad_input(error, streams)?;
        }
        return Ok(Outcome::BadInput);
    }
    print(&texts, args.output, streams)?;
    Ok(Outcome::Done)
}

/// A document of the product: its text, and its value.
struct Made {
    text: String,
    value: Value,
}

fn stages(args: &RenderArgs, default: &[Stage]) -> Vec<Stage> {
    let wanted = if args.stage.is_empty() { default } else { &args.stage };
    Stage::ALL.into_iter().filter(|stage| wanted.contains(stage)).collect()
}

/// The Workflows of the stages that have one.
fn workflows(addon: &Addon, args: &RenderArgs) -> Result<Vec<Made>, String> {
    if let Some(error) = controller::validate(addon).first() {
        return Err(format!("the controller refuses it: {error}"));
    }
    let mut made = Vec::new();
    for stage in stages(args, &Stage::ALL) {
        let workflow = controller::workflow(addon, stage)
            .map_err(|error| format!("the controller makes no Workflow of it: {error}"))?;
        let Some(mut value) = workflow else { continue };
        if args.substitute {
            let scope = WorkflowView::new(&value).parameters().collect();
            fill(&mut value["spec"]["templates"], &scope);
        }
        let text = emit::to_yaml(&value).map_err(|error| error.to_string())?;
        made.push(Made { text, value });
    }
    Ok(made)
}

/// Fills parameters in wherever Argo would.
fn fill(value: &mut Value, scope: &Scope) {
    match value {
        Value::String(text) => *text = tags::fill(text, scope).into_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| fill(item, scope)),
        Value::Object(fields) => fields.values_mut().for_each(|field| fill(field, scope)),
        _ => {}
    }
}

/// The objects of the stages, each as it stands in the template.
fn manifests(
    addon: &Addon,
    args: &RenderArgs,
    streams: &mut Streams<'_>,
) -> Result<Result<Vec<Made>, String>> {
    let mut made = Vec::new();
    for stage in stages(args, &[Stage::Prereqs, Stage::Install]) {
        let objects = match contents::objects(addon, stage) {
            Ok(objects) => objects,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let wanted = if stage == Stage::Delete { Verb::Delete } else { Verb::Apply };
        for Named { identity, text, value, open, .. } in
            objects.into_iter().filter(|object| object.verb == wanted)
        {
            if open {
                let message = format!("note: {} waits for a script", identity.describe());
                say::note(&message, streams)?;
            }
            if value.is_null() && args.output == Format::Json {
                return Ok(Err(format!(
                    "{} cannot be shown as JSON before a script has filled it in; -o yaml shows its text",
                    identity.describe()
                )));
            }
            made.push(Made { text, value });
        }
    }
    Ok(Ok(made))
}

/// Documents one after the other, or a List.
fn print(all: &[Made], format: Format, streams: &mut Streams<'_>) -> Result<()> {
    if format == Format::Json {
        let items: Vec<&Value> = all.iter().map(|made| &made.value).collect();
        let list = json!({"apiVersion": "v1", "kind": "List", "items": items});
        return Ok(streams.out.write_all(emit::to_json(&list)?.as_bytes())?);
    }
    for (index, Made { text, .. }) in all.iter().enumerate() {
        let text = text.strip_prefix("---\n").unwrap_or(text);
        let separator = if index == 0 { "" } else { "---\n" };
        let end = if text.ends_with('\n') { "" } else { "\n" };
        write!(streams.out, "{separator}{text}{end}")?;
    }
    Ok(())
}
