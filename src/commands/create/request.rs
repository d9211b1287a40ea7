//! The flags of create as the settings of a project: from here on nobody knows whether a flag or a file said it.
//!
//! Every struct of flags is taken apart whole: a new flag does not compile before it is a setting, or none on purpose.

use crate::cli::CreateArgs;
use crate::cli::create::{OutputArgs, PackageArgs, ParamArgs, StageArgs, TargetArgs, WorkflowArgs};
use crate::finding::{Finding, Findings, rule};
use crate::params::{Param, split_commas};
use crate::project::{
    Equations, FileAssignment, FilePath, Given, Lines, List, Pair, Pairs, ParamLayer, Paths,
    Request, Scalar as _, Seconds, Settings, Style,
};

/// What the flags say about an addon, and what is wrong with their form.
pub(super) fn request(args: CreateArgs) -> (Request, Findings) {
    // What the last three say is where an Addon goes, and not what it is.
    let CreateArgs {
        name,
        package,
        target,
        params,
        stages,
        workflow,
        output: OutputArgs { .. },
        submit: _,
        connection: _,
    } = args;
    let mut request = Request::default();
    request.settings.name = given(name, "NAME");
    let mut findings = of_package(package, &mut request.settings);
    findings.extend(of_target(target, &mut request.settings));
    findings.extend(of_stages(stages, &mut request.settings));
    findings.extend(of_workflow(workflow, &mut request.settings));
    let (layer, found) = of_params(params);
    request.params = layer;
    findings.extend(found);
    (request, findings)
}

fn given<T>(value: Option<T>, flag: &str) -> Option<Given<T>> {
    value.map(|value| Given::flag(value, flag))
}

/// A switch can be given, and not taken back.
fn switch(on: bool, flag: &str) -> Option<Given<bool>> {
    given(on.then_some(true), flag)
}

fn commas(values: &[String]) -> impl Iterator<Item = String> {
    values.iter().flat_map(|list| split_commas(list))
}

/// The pairs of a flag; what is none of its form goes to the findings.
struct Pairing(Findings);

impl Pairing {
    fn of<S: Style>(&mut self, values: &[String], flag: &str) -> Option<Pairs<S>> {
        let (pairs, found) = Pairs::of_flag(values, flag);
        self.0.extend(found);
        pairs
    }
}

fn of_package(args: PackageArgs, settings: &mut Settings) -> Findings {
    let PackageArgs {
        version,
        pkg_name,
        pkg_type,
        channel,
        desc,
        deps,
        secrets,
        selector,
        selector_expr,
        label,
        annotation,
    } = args;
    let mut pairing = Pairing(Vec::new());
    settings.version = given(version, "--version");
    settings.pkg_name = given(pkg_name, "--pkg-name");
    settings.pkg_type = given(pkg_type, "--type");
    settings.channel = given(channel, "--channel");
    settings.desc = given(desc, "--desc");
    settings.deps = pairing.of(&deps, "--deps");
    settings.secrets = List::of_flag(commas(&secrets), "--secrets");
    settings.selector = pairing.of(&selector, "--selector");
    settings.selector_expr = Lines::of_flag(selector_expr, "--selector-expr");
    settings.label = pairing.of(&label, "--label");
    settings.annotation = pairing.of(&annotation, "--annotation");
    pairing.0
}

fn of_target(args: TargetArgs, settings: &mut Settings) -> Findings {
    let TargetArgs {
        namespace,
        create_namespace,
        cluster_name,
        cluster_region,
        context_param,
        addon_namespace,
    } = args;
    let mut pairing = Pairing(Vec::new());
    settings.namespace = given(namespace, "--namespace");
    settings.create_namespace = switch(create_namespace, "--create-namespace");
    settings.cluster_name = given(cluster_name, "--cluster-name");
    settings.cluster_region = given(cluster_region, "--cluster-region");
    settings.context_param = pairing.of(&context_param, "--context-param");
    settings.addon_namespace = given(addon_namespace, "--addon-namespace");
    pairing.0
}

fn of_stages(args: StageArgs, settings: &mut Settings) -> Findings {
    let StageArgs {
        prereqs,
        install,
        delete,
        no_delete,
        delete_namespaces,
        delete_crds,
        validate,
        no_validate,
        recursive,
        name_prefix,
        workflow,
        role,
        workflow_role,
    } = args;
    let mut pairing = Pairing(Vec::new());
    settings.prereqs = Paths::of_flag(commas(&prereqs), "--prereqs");
    settings.install = Paths::of_flag(commas(&install), "--install");
    settings.delete = Paths::of_flag(commas(&delete), "--delete");
    settings.no_delete = switch(no_delete, "--no-delete");
    settings.delete_namespaces = switch(delete_namespaces, "--delete-namespaces");
    settings.delete_crds = switch(delete_crds, "--delete-crds");
    settings.validate = Paths::of_flag(commas(&validate), "--validate");
    settings.no_validate = switch(no_validate, "--no-validate");
    settings.recursive = switch(recursive, "--recursive");
    settings.name_prefix = pairing.of(&name_prefix, "--name-prefix");
    settings.workflow = pairing.of(&workflow, "--workflow");
    settings.role = pairing.of(&role, "--role");
    settings.workflow_role = pairing.of(&workflow_role, "--workflow-role");
    pairing.0
}

fn of_workflow(args: WorkflowArgs, settings: &mut Settings) -> Findings {
    let WorkflowArgs {
        image,
        script_image,
        unpack_image,
        workflow_template,
        service_account,
        deadline,
        retry_limit,
        pack,
        label_policy,
        pod_security,
    } = args;
    settings.image = given(image, "--image");
    settings.script_image = Lines::of_flag(script_image, "--script-image");
    settings.unpack_image = given(unpack_image, "--unpack-image");
    settings.workflow_template = given(workflow_template, "--workflow-template").map(FilePath);
    settings.service_account = given(service_account, "--service-account");
    let mut findings = Vec::new();
    if let Some(text) = deadline {
        match Seconds::parse(&text) {
            Ok(seconds) => settings.deadline = given(Some(seconds), "--deadline"),
            Err(form) => {
                let message = format!("`{text}` is no time; write {form}");
                findings.push(Finding::new(&rule::ARGUMENT, message).at_argument("--deadline"));
            }
        }
    }
    settings.retry_limit = given(retry_limit, "--retry-limit");
    settings.pack = given(pack, "--pack");
    settings.label_policy = given(label_policy, "--label-policy");
    settings.pod_security = given(pod_security, "--pod-security");
    findings
}

/// The parameters. `-p` takes a file as well.
fn of_params(args: ParamArgs) -> (ParamLayer, Findings) {
    let ParamArgs { params, params_file, param_from_file } = args;
    let (lists, files): (Vec<_>, Vec<_>) =
        params.into_iter().partition(|value| value.contains('='));
    let mut pairing = Pairing(Vec::new());
    let pairs: Option<Pairs<Equations>> = pairing.of(&lists, "--params");
    let from_files: Option<Pairs<FileAssignment>> =
        pairing.of(&param_from_file, "--param-from-file");
    let replaces_files = !params_file.is_empty();
    let named = params_file.into_iter().map(|path| path.to_string_lossy().into_owned());
    let files = files.into_iter().map(|file| Given::flag(file, "--params"));
    let files = files.chain(named.map(|file| Given::flag(file, "--params-file"))).collect();
    let param = |pair: Pair| Param::new(pair.key, pair.value, pair.place);
    let pairs = pairs.into_iter().flat_map(|pairs| pairs.pairs).map(param).collect();
    let from_files = from_files.into_iter().flat_map(|pairs| pairs.pairs).collect();
    (ParamLayer { files, replaces_files, from_files, pairs }, pairing.0)
}

#[cfg(test)]
mod tests {
    use crate::project::{FOREIGN, KEYS};

    #[test]
    fn every_flag_is_a_setting_or_none_on_purpose() {
        let command = crate::cli::command();
        for verb in ["create", "apply", "diff"] {
            let flags = command.find_subcommand(verb).unwrap().get_arguments();
            for flag in flags.filter_map(clap::Arg::get_long) {
                let known = KEYS.contains(&flag);
                let foreign = FOREIGN.iter().any(|(name, _)| *name == flag);
                assert!(
                    known != foreign,
                    "--{flag} has to be a setting (project/settings.rs, here) or to be refused in project files (project/foreign.rs)"
                );
            }
        }
    }
}
