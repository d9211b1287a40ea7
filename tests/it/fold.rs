//! What is folded comes back from the awks that pods may have, not from our own reader alone.

use std::io::Write as _;
use std::process::{Command, Stdio};

use addonctl::workflow::fold::{AWK, fold, unfold};
use proptest::prelude::*;

/// The awks of this machine: busybox's is the one of the pods.
fn awks() -> Vec<Vec<&'static str>> {
    let all = [vec!["busybox", "awk"], vec!["gawk"], vec!["mawk"], vec!["awk"]];
    let runs = |awk: &Vec<&str>| {
        let mut command = Command::new(awk[0]);
        command.args(&awk[1..]).arg("BEGIN{exit}").stdin(Stdio::null());
        command.output().is_ok_and(|output| output.status.success())
    };
    all.into_iter().filter(runs).collect()
}

/// What an awk makes of a folded text.
fn unfolded_by(awk: &[&str], folded: &str) -> Vec<u8> {
    let mut command = Command::new(awk[0]);
    command.args(&awk[1..]).arg(AWK).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let text = folded.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output.stdout
}

/// Blocks of lines as manifests have them, each some times over at some depth.
fn manifests() -> impl Strategy<Value = String> {
    let words = vec![
        "",
        "  ",
        "\t",
        "type: object",
        "- name: \"ä\\n\"",
        "%d %s \\ $1 & 'x'",
        "description: What the pods of this workload are made of, whoever made them.",
        "x: y\r",
    ];
    let line = (0_usize..5, prop::sample::select(words));
    let block = prop::collection::vec(line, 3..12);
    let order = prop::collection::vec((0_usize..4, 0_usize..6), 1..12);
    (prop::collection::vec(block, 1..4), order).prop_map(|(blocks, order)| {
        let lines = order.iter().flat_map(|(block, deeper)| {
            let lines = blocks[block % blocks.len()].iter();
            lines.map(move |(indent, line)| format!("{}{line}\n", " ".repeat(indent + deeper)))
        });
        lines.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_awk_gives_the_text_back(text in manifests()) {
        if let Some(folded) = fold(&text) {
            prop_assert_eq!(unfold(&folded, text.len()).unwrap(), text.clone());
            for awk in awks() {
                let back = unfolded_by(&awk, &folded);
                prop_assert_eq!(String::from_utf8_lossy(&back), text.clone(), "{:?}", awk);
            }
        }
    }
}
