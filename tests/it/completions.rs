//! The completions in the repository are those of this addonctl.

use crate::committed::{is_current, output_of};

#[test]
fn completions_are_current() {
    for (shell, file) in [
        ("bash", "addonctl.bash"),
        ("zsh", "_addonctl"),
        ("fish", "addonctl.fish"),
        ("powershell", "_addonctl.ps1"),
        ("elvish", "addonctl.elv"),
    ] {
        is_current(&format!("completions/{file}"), &output_of(&["completions", shell]));
    }
}
