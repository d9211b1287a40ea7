//! `addonctl unpack`: what comes out makes the same Addon again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn addonctl(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_addonctl"));
    command.args(arguments).env("RUST_BACKTRACE", "0").output().unwrap()
}

fn made(arguments: &[&str]) -> String {
    let output = addonctl(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Unpacks an Addon and makes it again; gives the folder, what was said, and the Addon.
fn there_and_back(folder: &Path, addon: &str) -> (PathBuf, String, String) {
    let (file, project) = (folder.join("addon.yaml"), folder.join("project"));
    fs::write(&file, addon).unwrap();
    let _ = fs::remove_dir_all(&project);
    let output = addonctl(&["unpack", file.to_str().unwrap(), "-d", project.to_str().unwrap()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && output.stdout.is_empty(), "{said}");
    let again = made(&["create", "-q", "--dryrun", "-f", project.to_str().unwrap()]);
    (project, said, again)
}

#[test]
fn every_example_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    for example in ["hello-web", "feature-flags", "egress-fence"] {
        let addon = fs::read_to_string(format!("examples/{example}/addon.yaml")).unwrap();
        let (_, said, again) = there_and_back(folder.path(), &addon);
        assert_eq!(again, addon, "{example}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    let all = fs::read_to_string("examples/platform/addon.yaml").unwrap();
    for addon in all.split("\n---\n") {
        let addon = format!("{}\n", addon.trim_end());
        assert_eq!(there_and_back(folder.path(), &addon).2, addon);
    }
}

#[test]
fn every_setting_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let install = "examples/egress-fence/install";
    for flags in [
        "--image=r/k:1 --unpack-image=r/b:1 --script-image=py=r/p:1 --service-account=me --deadline=20m --retry-limit=1",
        "--pod-security=baseline --label-policy=none --no-delete --no-validate --retry-limit=0",
        "--pkg-name=core/x --type=helm --channel=c --deps=core/dns:>=1,b:* --secrets=s --selector=a:b --label=t=x --annotation=a=b,c",
        "--delete-namespaces --delete-crds --create-namespace --name-prefix=install=pre --cluster-name=c --context-param=k=v",
        "--prereqs=examples/hello-web/prereqs --delete=examples/hello-web/prereqs",
    ] {
        let mut line =
            vec!["create", "x", "-n", "ns", "-v", "v1", "-q", "--dryrun", "--install", install];
        line.extend(["-p", "gateways=10.0.0.1 10.0.0.2", "--selector-expr=tier in (a,b),!beta"]);
        line.extend(flags.split(' '));
        let addon = made(&line);
        assert_eq!(there_and_back(folder.path(), &addon).2, addon, "{flags}");
    }
}

/// Also a folder of manifests that the environment names, each folder in it an addon.
#[test]
#[expect(clippy::disallowed_methods, reason = "the environment says where more addons are")]
fn large_and_odd_addons_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut inputs = vec![PathBuf::from("tests/torture/install")];
    if let Ok(manifests) = std::env::var("MANIFESTS") {
        let entries = fs::read_dir(manifests).unwrap().map(|entry| entry.unwrap().path());
        inputs.extend(entries.filter(|path| path.is_dir()));
    }
    for input in inputs {
        let install = input.to_str().unwrap();
        let addon = made(&[
            "create",
            "x",
            "-n",
            "ns",
            "-v",
            "v1",
            "-q",
            "--dryrun",
            "-R",
            "--install",
            install,
            "-p",
            "region=a",
            "-p",
            "suffix=b",
        ]);
        assert!(there_and_back(folder.path(), &addon).2 == addon, "{install}");
    }
}

/// Written by hand, as most were before there were tools.
const FOREIGN: &str = r#"apiVersion: addonmgr.keikoproj.io/v1alpha1
kind: Addon
metadata:
  name: old
  namespace: addon-manager-system
spec:
  pkgName: old
  pkgVersion: v0.1
  pkgType: composite
  pkgDescription: ""
  params:
    namespace: old-ns
  overrides:
    template: {a: b}
  lifecycle:
    install:
      template: |
        apiVersion: argoproj.io/v1alpha1
        kind: Workflow
        spec:
          entrypoint: entry
          serviceAccountName: addon-manager-workflow-installer-sa
          templates:
          - name: entry
            steps:
            - - name: submit
                template: submit
                arguments:
                  artifacts:
                  - name: doc
                    raw:
                      data: |
                        apiVersion: v1
                        kind: ServiceAccount
                        metadata:
                          name: old
                          namespace: "{{workflow.parameters.namespace}}"
                        ---
                        apiVersion: v1
                        kind: ConfigMap
                        metadata:
                          name: old
                          namespace: "{{workflow.parameters.namespace}}"
                          labels: {app.kubernetes.io/name: mine}
          - name: submit
            inputs:
              artifacts:
              - name: doc
                path: /tmp/doc
            container:
              image: example.com/kubectl:v1
              command: [sh, -c]
              args: ["kubectl apply -f /tmp/doc"]
    delete:
      template: |
        apiVersion: argoproj.io/v1alpha1
        kind: Workflow
        spec:
          entrypoint: entry
          templates:
          - name: entry
            container:
              image: example.com/kubectl:v1
              command: [sh, -c]
              args: ["kubectl delete all --all -n {{workflow.parameters.namespace}}"]
"#;

#[test]
fn what_others_wrote_becomes_manifests_or_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (project, said, again) = there_and_back(folder.path(), FOREIGN);
    let expected = [
        "the delete stage is none that addonctl makes; it is kept in workflows/delete.yaml",
        "the install stage becomes another Workflow, which applies the same objects",
        "spec.overrides cannot be said in a project",
    ];
    assert_eq!(said.lines().take(3).collect::<Vec<_>>(), expected);
    let manifest = fs::read_to_string(project.join("install/01-serviceaccount-old.yaml")).unwrap();
    assert!(manifest.contains("namespace: \"{{workflow.parameters.namespace}}\""), "{manifest}");
    assert!(again.contains("kubectl delete all --all"), "{again}");
    // The controller would have set its own label over this one.
    assert!(again.contains("app.kubernetes.io/name: mine}"), "{again}");
}

#[test]
fn a_folder_that_holds_something_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine"), "x").unwrap();
    let path = folder.path().to_str().unwrap();
    let output = addonctl(&["unpack", "examples/hello-web/addon.yaml", "-d", path]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, format!("error: {path} holds something already\n"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
