//! How help looks: commands in groups, colours as findings have them, usage lines that name what is required.

use std::fmt::Write as _;

use clap::builder::StyledStr;
use clap::builder::styling::{AnsiColor, Style, Styles};

/// The colours of help and of usage errors: those that findings have.
pub(crate) const STYLES: Styles = Styles::styled()
    .header(Style::new().bold())
    .usage(Style::new().bold())
    .literal(AnsiColor::BrightCyan.on_default().bold())
    .placeholder(AnsiColor::BrightCyan.on_default())
    .error(AnsiColor::BrightRed.on_default().bold())
    .valid(AnsiColor::BrightCyan.on_default().bold())
    .invalid(AnsiColor::Yellow.on_default().bold());

/// The required words of `addonctl create`.
pub(crate) const CREATE: &str = "\
addonctl create NAME -n NAMESPACE -v VERSION --install PATH [FLAGS]
       addonctl create -f FILE [NAME] [FLAGS]";

/// The required words of `addonctl apply`.
pub(crate) const APPLY: &str = "\
addonctl apply NAME -n NAMESPACE -v VERSION --install PATH [FLAGS]
       addonctl apply (-f FILE [NAME] | NAME --keep) [FLAGS]";

/// The required words of `addonctl diff`.
pub(crate) const DIFF: &str = "\
addonctl diff NAME -n NAMESPACE -v VERSION --install PATH [FLAGS]
       addonctl diff -f FILE [NAME] [FLAGS]
       addonctl diff NAME";

/// The commands, by what they are for. Each command is in one group.
const GROUPS: [(&str, &[&str]); 5] = [
    ("Build, without a cluster", &["init", "create", "lint", "render", "unpack"]),
    ("In a cluster", &["apply", "diff", "wait", "validate", "retry", "delete", "orphans"]),
    ("Look", &["check", "get", "status", "tree", "events", "logs"]),
    ("Files", &["schema", "template", "crd"]),
    ("Shell", &["completions", "man", "version"]),
];

const TEMPLATE_START: &str = "{about-with-newline}\n{usage-heading} {usage}\n\n";
const TEMPLATE_END: &str = "{options}{after-help}";

/// The other commands of a command's group.
pub(crate) fn related(command: &str) -> impl Iterator<Item = &'static str> + use<'_> {
    let group = GROUPS.iter().find(|(_, names)| names.contains(&command));
    let names = group.map(|(_, names)| *names).unwrap_or_default();
    names.iter().copied().filter(move |name| *name != command)
}

/// The root command with its help.
pub(crate) fn grouped(root: clap::Command) -> clap::Command {
    let template = template(&root);
    root.styles(STYLES).help_template(template)
}

/// The template of the first page of help.
fn template(root: &clap::Command) -> StyledStr {
    let (header, name) = (STYLES.get_header(), STYLES.get_literal());
    let longest = root.get_subcommands().map(|command| command.get_name().len()).max();
    let width = longest.unwrap_or_default();
    let mut text = StyledStr::from(TEMPLATE_START);
    for (title, commands) in GROUPS {
        let _ = writeln!(text, "{header}{title}:{header:#}");
        for command in commands.iter().filter_map(|command| root.find_subcommand(command)) {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            let gap = width - command.get_name().len();
            let _ = writeln!(
                text,
                "  {name}{}{name:#}{:gap$}  {}",
                command.get_name(),
                "",
                first_line(&about)
            );
        }
        let _ = writeln!(text);
    }
    let _ = write!(text, "{header}Flags:{header:#}\n{TEMPLATE_END}");
    text
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(long: bool) -> Vec<(String, String)> {
        let mut root = crate::cli::command().term_width(80);
        root.build();
        let page = |command: &mut clap::Command| {
            let name = command.get_name().to_owned();
            let text = if long { command.render_long_help() } else { command.render_help() };
            (name, text.to_string())
        };
        let first = page(&mut root);
        let subcommands = root.get_subcommands_mut().filter(|command| command.get_name() != "help");
        std::iter::once(first).chain(subcommands.map(page).collect::<Vec<_>>()).collect()
    }

    #[test]
    fn each_command_is_in_one_group() {
        let root = crate::cli::command();
        let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| *names).copied().collect();
        let mut all: Vec<&str> = root.get_subcommands().map(clap::Command::get_name).collect();
        grouped.sort_unstable();
        all.sort_unstable();
        assert_eq!(grouped, all);
    }

    #[test]
    fn short_help_fits_on_a_screen() {
        for (name, text) in pages(false) {
            let (lines, width) = (text.lines().count(), text.lines().map(str::len).max());
            assert!(lines <= 60, "{name} -h has {lines} lines:\n{text}");
            assert!(width <= Some(80), "{name} -h is {width:?} wide:\n{text}");
        }
    }

    #[test]
    fn what_is_the_same_everywhere_comes_last() {
        for (name, text) in pages(true).into_iter().skip(1) {
            let at = |what: &str| text.find(what);
            assert!(at("\nEverywhere:") > at("\nCluster:"), "{name}:\n{text}");
            assert!(at("\nEverywhere:") > at("\nOptions:"), "{name}:\n{text}");
            assert!(at("--color") > at("\nEverywhere:"), "{name}:\n{text}");
        }
    }

    #[test]
    fn what_is_required_stands_in_the_usage_line() {
        for (name, text) in pages(false) {
            if ["create", "apply", "diff"].contains(&name.as_str()) {
                let usage =
                    format!("Usage: addonctl {name} NAME -n NAMESPACE -v VERSION --install PATH");
                assert!(text.contains(&usage), "{text}");
            }
        }
    }

    #[test]
    fn a_help_text_says_no_more_than_it_has_to() {
        for (name, text) in pages(true) {
            let times = text.matches("can be repeated").count();
            assert!(times <= 2, "{name} says {times} times that a flag can be repeated");
        }
    }
}
