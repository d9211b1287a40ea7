//! The parameters of all sources, the weakest first: base file, params files, `--param-from-file`, flags.

use super::base::Base;
use crate::addon::{Addon, StringMap, names};
use crate::cli::create::{ParamArgs, TargetArgs};
use crate::files::Files;
use crate::finding::{Finding, Findings, Place, rule};
use crate::params::{FileParams, Param, Set, clashes, parse_argument, parse_file};
use crate::shell;

/// Writes all parameters into the Addon; gives back where each of the addon's own was given.
pub(super) fn fill(
    addon: &mut Addon,
    (target, args): (TargetArgs, ParamArgs),
    base: &mut Base,
    files: &mut Files<'_>,
    findings: &mut Findings,
) -> Vec<Param> {
    let (mut data, mut context) = (Set::new(), Set::new());
    let mut fixed = FileParams::default();
    let from_addon = |map: &StringMap| {
        map.iter().map(|(k, v)| Param::new(k, v, base_place())).collect::<Vec<_>>()
    };
    data.add(from_addon(&addon.spec.params.data), findings);
    context.add(from_addon(&addon.spec.params.context.additional_configs), findings);
    data.add(std::mem::take(&mut base.params), findings);
    let flags = Flags::sort(args, findings);
    for path in &flags.files {
        match files.text(path) {
            Ok(source) => {
                let (read, found) = parse_file(&source);
                findings.extend(found);
                data.add(read.data, findings);
                context.add(read.additional_configs, findings);
                fixed.namespace = read.namespace.or(fixed.namespace);
                fixed.cluster_name = read.cluster_name.or(fixed.cluster_name);
                fixed.cluster_region = read.cluster_region.or(fixed.cluster_region);
            }
            Err(finding) if flags.bare.contains(path) => {
                let help = format!("for the value of a parameter: -p {}=VALUE", shell::quote(path));
                findings.push(finding.help(help));
            }
            Err(finding) => findings.push(*finding),
        }
    }
    data.add(from_files(&flags.from_files, files, findings), findings);
    data.add(flags.pairs, findings);
    context.add(pairs("--context-param", &target.context_param, findings), findings);
    findings.extend(clashes(&data, &context));
    let own: Vec<Param> = data.iter().chain(context.iter()).cloned().collect();
    addon.spec.params.data = data.into_map();
    addon.spec.params.context.additional_configs = context.into_map();
    fill_fixed(addon, target, fixed, findings);
    own
}

fn base_place() -> Place {
    Place::Argument("--filename".to_owned())
}

/// The target: flags beat files.
fn fill_fixed(addon: &mut Addon, target: TargetArgs, fixed: FileParams, findings: &mut Findings) {
    let params = &mut addon.spec.params;
    let fields = [
        (&mut params.namespace, target.namespace, fixed.namespace),
        (&mut params.context.cluster_name, target.cluster_name, fixed.cluster_name),
        (&mut params.context.cluster_region, target.cluster_region, fixed.cluster_region),
    ];
    for (field, flag, file) in fields {
        if let Some(value) = flag.or(file.map(|param| param.value)) {
            *field = value;
        }
    }
    let place = Place::Argument("--namespace".to_owned());
    if params.namespace.is_empty() {
        let finding = Finding::new(&rule::NAMESPACE_MISSING, "no target namespace").at(place);
        findings.push(finding.help("give one: -n NAMESPACE"));
    } else {
        findings.extend(names::namespace(&params.namespace, &place));
    }
}

/// What the flags say, sorted: `-p` takes a file as well.
struct Flags {
    files: Vec<String>,
    /// Those of the files that `-p` names, so that a pair may have been meant.
    bare: Vec<String>,
    from_files: Vec<String>,
    pairs: Vec<Param>,
}

impl Flags {
    fn sort(args: ParamArgs, findings: &mut Findings) -> Self {
        let ParamArgs { params, params_file, param_from_file } = args;
        let (pair_lists, bare): (Vec<_>, Vec<_>) =
            params.into_iter().partition(|value| value.contains('='));
        let named = params_file.into_iter().map(|path| path.to_string_lossy().into_owned());
        let files = bare.iter().cloned().chain(named).collect();
        let pairs = pairs("--params", &pair_lists, findings);
        Self { files, bare, from_files: param_from_file, pairs }
    }
}

fn pairs(flag: &str, lists: &[String], findings: &mut Findings) -> Vec<Param> {
    let mut params = Vec::new();
    for list in lists {
        match parse_argument(flag, list) {
            Ok(pairs) => {
                params.extend(
                    pairs
                        .into_iter()
                        .map(|(k, v)| Param::new(k, v, Place::Argument(flag.to_owned()))),
                );
            }
            Err(found) => findings.extend(found),
        }
    }
    params
}

/// Values that are files: the whole text, line ends included.
fn from_files(given: &[String], files: &mut Files<'_>, findings: &mut Findings) -> Vec<Param> {
    let place = || Place::Argument("--param-from-file".to_owned());
    let mut params = Vec::new();
    for text in given {
        let Some((name, path)) = text.split_once('=') else {
            let message = format!("`{text}` is not KEY=FILE");
            let finding = Finding::new(&rule::PARAM_SYNTAX, message).at(place());
            findings.push(finding.help("write it as --param-from-file KEY=FILE"));
            continue;
        };
        match files.exact_text(path) {
            Ok(text) => params.push(Param::new(name, text, place())),
            Err(finding) => findings.push(*finding),
        }
    }
    params
}
