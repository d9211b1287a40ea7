//! The parameters of all sources, the farthest first: the Addon that is started from, the project, the command line.

use super::gather::place_of;
use super::pairs::Pair;
use super::plan::ParamLayer;
use super::settings::Settings;
use super::value::Given;
use crate::addon::{Addon, StringMap, names};
use crate::finding::{Finding, Findings, Place, rule};
use crate::inputs::Inputs;
use crate::params::{FileParams, Param, Set, clashes, parse_file};
use crate::shell;

/// The addon's own parameters, and what is wrong with them.
pub(super) struct Gathered {
    pub(super) params: Vec<Param>,
    pub(super) findings: Findings,
}

/// Writes all parameters into the Addon; gives back where each of the addon's own was given.
pub(super) fn fill(
    addon: &mut Addon,
    settings: &Settings,
    layers: &[ParamLayer],
    inputs: &mut dyn Inputs,
) -> Gathered {
    let (mut data, mut context) = (Set::new(), Set::new());
    let (mut fixed, mut findings) = (FileParams::default(), Vec::new());
    data.add(of_addon(&addon.spec.params.data), &mut findings);
    context.add(of_addon(&addon.spec.params.context.additional_configs), &mut findings);
    for layer in layers {
        for path in &layer.files {
            match inputs.small_text(&path.value) {
                Ok(source) => {
                    let (read, found) = parse_file(&source);
                    findings.extend(found);
                    data.add(read.data, &mut findings);
                    context.add(read.additional_configs, &mut findings);
                    fixed.namespace = read.namespace.or(fixed.namespace);
                    fixed.cluster_name = read.cluster_name.or(fixed.cluster_name);
                    fixed.cluster_region = read.cluster_region.or(fixed.cluster_region);
                }
                Err(finding) => findings.push(unreadable(*finding, path)),
            }
        }
        let (read, found) = from_files(&layer.from_files, inputs);
        findings.extend(found);
        data.add(read, &mut findings);
        data.add(layer.pairs.iter().cloned(), &mut findings);
    }
    let pairs = settings.context_param.iter().flat_map(|pairs| &pairs.pairs);
    let pairs = pairs.map(|pair| Param::new(&pair.key, &pair.value, pair.place.clone()));
    context.add(pairs, &mut findings);
    findings.extend(clashes(&data, &context));
    let params = data.iter().chain(context.iter()).cloned().collect();
    addon.spec.params.data = data.into_map();
    addon.spec.params.context.additional_configs = context.into_map();
    findings.extend(fill_fixed(addon, settings, fixed));
    Gathered { params, findings }
}

fn of_addon(map: &StringMap) -> Vec<Param> {
    let place = Place::Argument("--filename".to_owned());
    map.iter().map(|(name, value)| Param::new(name, value, place.clone())).collect()
}

/// A file that cannot be read is a mistake where it is named.
fn unreadable(finding: Finding, path: &Given<String>) -> Finding {
    match path.place {
        Place::Text(_) => finding.at(path.place.clone()),
        // A pair may have been meant.
        Place::Argument(ref flag) if flag == "--params" => {
            let name = shell::quote(&path.value);
            finding.help(format!("for the value of a parameter: -p {name}=VALUE"))
        }
        _ => finding,
    }
}

/// The target: settings beat params files.
fn fill_fixed(addon: &mut Addon, settings: &Settings, fixed: FileParams) -> Findings {
    let params = &mut addon.spec.params;
    let fields = [
        (&mut params.namespace, &settings.namespace, fixed.namespace),
        (&mut params.context.cluster_name, &settings.cluster_name, fixed.cluster_name),
        (&mut params.context.cluster_region, &settings.cluster_region, fixed.cluster_region),
    ];
    for (field, setting, file) in fields {
        let setting = setting.as_ref().map(|given| given.value.clone());
        if let Some(value) = setting.or(file.map(|param| param.value)) {
            *field = value;
        }
    }
    let place = place_of(settings.namespace.as_ref(), "--namespace");
    if params.namespace.is_empty() {
        let finding = Finding::new(&rule::NAMESPACE_MISSING, "no target namespace").at(place);
        vec![finding.help("give one: -n NAMESPACE")]
    } else {
        names::namespace(&params.namespace, &place).into_iter().collect()
    }
}

/// Values that are files: the whole text, line ends included.
fn from_files(given: &[Pair], inputs: &mut dyn Inputs) -> (Vec<Param>, Findings) {
    let (mut params, mut findings) = (Vec::new(), Vec::new());
    for Pair { key, value, place } in given {
        match inputs.exact_text(value) {
            Ok(text) => params.push(Param::new(key, text, place.clone())),
            Err(finding) if matches!(place, Place::Text(_)) => {
                findings.push(finding.at(place.clone()));
            }
            Err(finding) => findings.push(*finding),
        }
    }
    (params, findings)
}
