//! The values that flags of `addonctl create` choose from.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::choice::Choice;

/// The words of a choice, as values that help texts explain and a shell can complete.
pub(crate) fn choice<C: Choice>() -> impl TypedValueParser<Value = C> {
    let word = |choice: &C| PossibleValue::new(choice.name()).help(choice.about());
    PossibleValuesParser::new(C::ALL.iter().map(word))
        .try_map(|name| C::of(&name).ok_or_else(|| format!("`{name}` is no such value")))
}

/// What is asked without doing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DryRun {
    /// Print what would be sent
    Client,
    /// Print what the API server would store; nothing is stored
    Server,
}
