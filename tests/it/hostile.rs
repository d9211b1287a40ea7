//! Addons of strangers: nothing that they say of themselves leads a file out of the folder that the user named.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Names that lead out of a folder, look like flags, or are none; `DEEP` is the way up to the root.
const NAMES: [&str; 14] = [
    "../pwned",
    "../../pwned",
    "DEEP/pwned",
    "OUTSIDE/pwned",
    "a/../../../pwned",
    "..",
    ".",
    "/",
    "a\\u0000b",
    "--output-file=OUTSIDE/pwned",
    "-O OUTSIDE/pwned",
    "x,--output-file=OUTSIDE/pwned",
    "x\\n--output-file: OUTSIDE/pwned",
    "addonctl.yaml",
];

/// All that is below a folder, with its text.
fn below(folder: &Path) -> Vec<(String, String)> {
    let walk = walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name();
    walk.into_iter()
        .map(|entry| {
            let path = entry.unwrap().into_path();
            let text = fs::read(&path).unwrap_or_default();
            (path.display().to_string(), String::from_utf8_lossy(&text).into_owned())
        })
        .collect()
}

fn addonctl(words: &[&str], folder: &Path, temporary: &Path) -> Option<i32> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_addonctl"));
    command
        .args(words)
        .current_dir(folder)
        .env("TMPDIR", temporary)
        .env("KUBECONFIG", "/nonexistent");
    command.env("KUBECTL_EXTERNAL_DIFF", "false");
    command.output().unwrap().status.code()
}

#[test]
fn nothing_is_written_outside_the_folder_that_is_named() {
    for file in fs::read_dir("tests/hostile").unwrap() {
        let file = file.unwrap().path();
        let text = fs::read_to_string(&file).unwrap();
        for name in NAMES {
            let world = tempfile::tempdir().unwrap();
            let at = |path: &str| world.path().join(path);
            for folder in ["work/deep/here", "tmp", "outside"] {
                fs::create_dir_all(at(folder)).unwrap();
            }
            let up = "../".repeat(24) + at("outside").to_str().unwrap().trim_start_matches('/');
            let hostile =
                name.replace("DEEP", &up).replace("OUTSIDE", at("outside").to_str().unwrap());
            let (here, temporary) = (at("work/deep/here"), at("tmp"));
            fs::write(here.join("addon.yaml"), text.replace("HOSTILE", &hostile)).unwrap();
            let before = below(world.path());
            let code = addonctl(&["unpack", "addon.yaml", "-d", "out"], &here, &temporary);
            let out = here.join("out");
            let case = format!("{}, {name}: {code:?}", file.display());
            if code == Some(0) {
                let built = addonctl(&["create", "-f", "out", "--dryrun"], &here, &temporary);
                assert!(matches!(built, Some(0..=2)), "{case}, then {built:?}");
                assert!(out.join("addonctl.yaml").is_file(), "{case}");
                fs::remove_dir_all(&out).unwrap();
            }
            assert!(matches!(code, Some(0..=2)), "{case}");
            assert_eq!(below(world.path()), before, "{case}");
        }
    }
}
