//! What has failed, found and tried again all together, on a server of its own: nothing else may fail there.

use crate::apiserver::{ApiServer, own, run};
use crate::play::{addon, config_map, told};

fn addonctl_says(server: &ApiServer, line: &[&str]) -> (i32, String, String) {
    told(server.addonctl().args(line).output().unwrap())
}

#[test]
fn all_that_have_failed_are_found_and_tried_again() {
    let Some(server) = own("all_that_have_failed_are_found_and_tried_again") else { return };
    let (code, out, err) = addonctl_says(server, &["retry", "--all-failed"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert_eq!(err, "No Addon in addon-manager-system has failed.\n");
    run(async {
        for (name, prereqs, installed) in [
            ("fine", "Succeeded", "Succeeded"),
            ("down-a", "Succeeded", "Failed"),
            ("down-b", "Failed", "Failed"),
            ("refused", "", "Validation Failed"),
        ] {
            server.take_on(&addon(name, &config_map(name), &[]), prereqs, installed).await;
        }
    });
    let (_, out, _) = addonctl_says(server, &["get", "--failed", "-o", "name"]);
    let names: Vec<_> = out.lines().filter_map(|line| line.rsplit('/').next()).collect();
    assert_eq!(names, ["down-a", "down-b", "refused"]);
    let (code, out, err) = addonctl_says(server, &["retry", "--all-failed"]);
    assert_eq!(code, 0, "{err}");
    let prefix = "addon.addonmgr.keikoproj.io/";
    assert_eq!(out, format!("{prefix}down-a retried\n{prefix}down-b retried\n"));
    assert!(err.contains("note: the controller refuses") && err.contains("\"refused\""), "{err}");

    // Of several that are named, one that cannot be tried again does not keep the others from it.
    run(server.take_on(&addon("down-a", &config_map("down-a"), &[]), "Succeeded", "Failed"));
    let (code, out, err) = addonctl_says(server, &["retry", "fine", "down-a", "nope"]);
    assert_eq!((code, out), (1, format!("{prefix}down-a retried\n")));
    assert!(
        err.contains("is installed; there is nothing") && err.contains("\"nope\" not found"),
        "{err}"
    );
    let (code, _, err) = addonctl_says(server, &["retry"]);
    assert_eq!(code, 2, "{err}");
}
