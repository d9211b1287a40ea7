//! Names of parameters: what Argo takes, and what the controller keeps for itself.

use crate::finding::{Finding, Place, rule};
use crate::lifecycle::FIXED_PARAMETERS;

/// The flags that set the parameters of [`FIXED_PARAMETERS`], in the same order.
const FLAGS: [&str; FIXED_PARAMETERS.len()] = [
    "--namespace",
    "--channel",
    "--pkg-name",
    "--version",
    "--type",
    "--desc",
    "--cluster-name",
    "--cluster-region",
];

/// What is wrong with the name of a parameter.
pub fn check_name(name: &str, place: &Place) -> Option<Finding> {
    let valid = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() {
        let finding = Finding::new(&rule::PARAM_NAME, "a parameter's name is empty");
        return Some(finding.at(place.clone()));
    }
    if !name.chars().all(valid) {
        let better: String = name.chars().map(|c| if valid(c) { c } else { '_' }).collect();
        let finding =
            Finding::new(&rule::PARAM_NAME, format!("`{name}` is not a name for a parameter"));
        return Some(
            finding
                .at(place.clone())
                .help(format!("letters, digits, `-` and `_` only, such as `{better}`")),
        );
    }
    let (_, flag) = FIXED_PARAMETERS.iter().zip(FLAGS).find(|(fixed, _)| **fixed == name)?;
    let message = format!("`{name}` is a parameter that the controller adds itself");
    Some(
        Finding::new(&rule::PARAM_RESERVED, message)
            .at(place.clone())
            .help(format!("set it with {flag}")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn argo_takes_letters_digits_dashes_and_underscores() {
        let place = Place::Argument("-p".to_owned());
        for good in ["a", "A-b_9", "-", "namespaces", "clustername"] {
            assert_eq!(check_name(good, &place), None);
        }
        for bad in ["", "a.b", "a b", "ä", "a/b"] {
            assert_eq!(check_name(bad, &place).unwrap().rule, &rule::PARAM_NAME);
        }
        assert!(check_name("a.b", &place).unwrap().help.unwrap().ends_with("`a_b`"));
    }

    #[test]
    fn reserved_names_point_to_their_flags() {
        for (name, flag) in [
            ("namespace", "--namespace"),
            ("clusterName", "--cluster-name"),
            ("clusterRegion", "--cluster-region"),
            ("pkgName", "--pkg-name"),
            ("pkgVersion", "--version"),
            ("pkgType", "--type"),
            ("pkgChannel", "--channel"),
            ("pkgDescription", "--desc"),
        ] {
            let finding = check_name(name, &Place::Input("f".to_owned())).unwrap();
            assert_eq!(finding.rule, &rule::PARAM_RESERVED);
            assert_eq!(finding.help, Some(format!("set it with {flag}")));
        }
    }
}
