//! A cluster with everything, and each thing that can be wrong with one.

use serde_json::json;

use super::*;
use crate::addon::crd::CRD;
use crate::lifecycle::INSTANCE_ID;
use crate::yaml::read;

fn established(mut crd: Value) -> Value {
    crd["status"] = json!({"conditions": [{"type": "Established", "status": "True"}]});
    crd
}

fn deployment(name: &str, image: &str) -> Value {
    json!({
        "metadata": {"name": name},
        "spec": {"template": {"spec": {"containers": [{"image": image, "command": ["/x"]}]}}},
        "status": {"replicas": 1, "readyReplicas": 1, "updatedReplicas": 1, "availableReplicas": 1,
            "conditions": [{"type": "Available", "status": "True"}]},
    })
}

fn lease(name: &str) -> Value {
    json!({"metadata": {"name": name}, "spec": {"renewTime": "1970-01-01T00:16:30.000000Z"}})
}

fn good() -> Facts {
    let allowed = |rights: Vec<Right>| rights.into_iter().map(|it| Right { allowed: true, ..it });
    Facts {
        server: "v1.37.2".to_owned(),
        kubectl_image: "registry.k8s.io/kubectl:v1.36.3".to_owned(),
        namespace: NAMESPACE.to_owned(),
        namespace_object: Seen::There(json!({})),
        addon_crd: Seen::There(established(read::value(CRD).unwrap())),
        workflow_crd: Seen::There(established(json!({}))),
        result_crd: Seen::There(established(json!({}))),
        deployments: Seen::There(vec![
            deployment(
                "addon-manager-workflow-controller",
                "quay.io/argoproj/workflow-controller:v3.7.16",
            ),
            deployment("addon-manager-controller", "keikoproj/addon-manager:v0.10.0"),
        ]),
        leases: Seen::There(vec![
            lease("addonmgr.keikoproj.io"),
            lease("workflow-controller-addon-manager-workflow-controller"),
        ]),
        addons: Seen::Missing,
        workflows: Seen::Missing,
        config_maps: Seen::There(vec![
            json!({"data": {"x": "y"}}),
            json!({"data": {"instanceID": INSTANCE_ID}}),
        ]),
        account: Seen::There(json!({})),
        account_rights: Account::Everything,
        own: allowed(Right::of_user()).collect(),
        now: 1000,
    }
}

/// The checks that are not good: `code verdict: text`.
fn told(change: impl FnOnce(&mut Facts)) -> Vec<String> {
    let mut facts = good();
    change(&mut facts);
    let checks = check(&facts).checks.into_iter().filter(|check| check.verdict != Verdict::Good);
    checks.map(|it| format!("{} {:?}: {}", it.code, it.verdict, it.text)).collect()
}

#[test]
fn a_cluster_with_everything_passes() {
    assert_eq!(told(|_| {}), Vec::<String>::new());
    let texts: Vec<String> = check(&good()).checks.into_iter().map(|check| check.text).collect();
    assert!(
        texts.contains(
            &"the Addon controller: keikoproj/addon-manager:v0.10.0, Deployment addon-manager-controller 1/1 ready"
                .to_owned()
        ),
        "{texts:#?}"
    );
}

#[test]
fn each_thing_that_is_missing_is_told() {
    let one = |change: &dyn Fn(&mut Facts), expected: &str| assert_eq!(told(change), [expected]);
    one(
        &|it| it.addon_crd = Seen::Missing,
        "addon-crd Bad: there is no CRD addons.addonmgr.keikoproj.io",
    );
    one(
        &|it| it.addon_crd = Seen::Hidden,
        "addon-crd Unknown: you may not see CRD addons.addonmgr.keikoproj.io",
    );
    one(
        &|it| it.workflow_crd = Seen::Missing,
        "workflow-crd Bad: there is no CRD workflows.argoproj.io",
    );
    one(
        &|it| it.namespace_object = Seen::Missing,
        "namespace Bad: there is no namespace addon-manager-system",
    );
    one(
        &|it| it.account = Seen::Missing,
        "service-account Bad: there is no service account addon-manager-workflow-installer-sa, which workflows run as",
    );
    one(
        &|it| it.server = "v1.29.0".to_owned(),
        "kubectl Warning: workflows run registry.k8s.io/kubectl:v1.36.3, which is too far from the server's version",
    );
}

#[test]
fn each_thing_that_does_not_fit_is_told() {
    let one = |change: &dyn Fn(&mut Facts), expected: &str| assert_eq!(told(change), [expected]);
    one(
        &|it| {
            it.config_maps =
                Seen::There(vec![json!({"data": {"config": "a: b\ninstanceID: \"mine\"\n"}})]);
        },
        "argo-instance Bad: Argo serves instance id mine, and Workflows of Addons carry addon-manager-workflow-controller",
    );
    one(
        &|it| {
            it.account_rights = Account::Some(
                Right::of_account()
                    .into_iter()
                    .map(|r| Right { allowed: r.vital, ..r })
                    .take(3)
                    .collect(),
            );
        },
        "service-account-rights Warning: addon-manager-workflow-installer-sa may not patch namespaces",
    );
    one(
        &|it| {
            it.own
                .iter_mut()
                .filter(|right| right.resource == "addons/status")
                .for_each(|right| right.allowed = false);
        },
        "rights Warning: you may not patch addons.addonmgr.keikoproj.io/status",
    );
    one(
        &|it| it.own.iter_mut().take(1).for_each(|right| right.allowed = false),
        "rights Bad: you may not get addons.addonmgr.keikoproj.io",
    );
}

#[test]
fn programs_are_alive_by_their_deployment_and_their_lease() {
    let none = |it: &mut Facts| it.deployments = Seen::There(Vec::new());
    // Somebody who runs them elsewhere still has their leases here.
    assert_eq!(told(none), Vec::<String>::new());
    let expected = [
        "controller Bad: nothing in addon-manager-system runs the Addon controller",
        "argo Bad: nothing in addon-manager-system runs Argo's workflow controller",
    ];
    assert_eq!(
        told(|it| {
            none(it);
            it.leases = Seen::Missing;
        }),
        expected
    );
    let elsewhere = |now| {
        told(|it| {
            none(it);
            it.leases = Seen::Missing;
            let written = |by| {
                json!({"metadata": {"managedFields": [
                    {"manager": by, "time": "1970-01-01T00:16:30Z", "fieldsV1": {"f:status": {}}},
                    {"manager": "addonctl", "time": "1970-01-01T03:00:00Z", "fieldsV1": {"f:status": {}}},
                ]}})
            };
            it.addons = Seen::There(vec![written("manager")]);
            it.workflows = Seen::There(vec![written("argo")]);
            it.now = now;
        })
    };
    assert_eq!(elsewhere(1000), Vec::<String>::new());
    assert!(
        elsewhere(10_000)[0]
            .starts_with("controller Warning: nothing in addon-manager-system runs")
    );
    let silent = told(|it| it.now = 10_000);
    assert_eq!(silent.len(), 2, "{silent:#?}");
    assert!(
        silent[0].contains("the Addon controller is silent: it wrote its lease 150m ago"),
        "{silent:#?}"
    );
    let down = told(|it| {
        let Seen::There(all) = &mut it.deployments else { return };
        all[1]["status"] = json!({});
    });
    assert_eq!(
        down,
        [
            "controller Bad: the Addon controller does not run: Deployment addon-manager-controller 0/1 ready"
        ]
    );
}

#[test]
fn a_crd_of_another_version_is_told_by_what_it_lacks() {
    let changed = |change: &dyn Fn(&mut Value)| {
        told(|it| {
            let Seen::There(crd) = &mut it.addon_crd else { return };
            change(&mut crd["spec"]["versions"][0]);
        })
    };
    let schema = "/schema/openAPIV3Schema/properties/spec/properties/params/properties";
    let lacks = changed(&|version| {
        version.pointer_mut(schema).unwrap().as_object_mut().unwrap().remove("data");
    });
    assert_eq!(
        lacks,
        [
            "addon-crd Bad: CRD addons.addonmgr.keikoproj.io is of another version: it lacks spec.params.data"
        ]
    );
    assert!(changed(&|it| it["served"] = false.into())[0].ends_with("does not serve v1alpha1"));
    assert!(changed(&|it| it["subresources"] = json!({}))[0].contains("no status subresource"));
}

#[test]
fn before_an_installation_the_rights_for_it_count() {
    let mut facts = good();
    facts.own = Right::of_installer();
    let told = check_before(&facts);
    assert!(!told.passed);
    let text = &told.checks.last().unwrap().text;
    assert!(text.contains("create customresourcedefinitions.apiextensions.k8s.io"), "{text}");
    facts.own.iter_mut().for_each(|right| right.allowed = true);
    assert!(check_before(&facts).passed);
}
