//! Single values: what a scalar of a project file, or the value of a flag, can say.

use serde_json::{Value, json};

use crate::choice::{self, Choice};
use crate::clock;
use crate::manifest::Policy;
use crate::workflow::{Packing, PodSecurity};

/// A value that one scalar says.
pub trait Scalar: Sized {
    /// Reads it; the error says which values there are.
    ///
    /// # Errors
    /// The text says no such value.
    fn parse(text: &str) -> Result<Self, String>;

    /// What a project file says of it.
    fn to_value(&self) -> Value;

    /// Its JSON schema.
    fn schema() -> Value;
}

/// Text as JSON schema has it: YAML reads some of it as other things, whose spelling is kept.
pub(super) fn text_schema() -> Value {
    json!({"type": ["string", "number", "boolean"]})
}

impl Scalar for String {
    fn parse(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }

    fn to_value(&self) -> Value {
        self.as_str().into()
    }

    fn schema() -> Value {
        text_schema()
    }
}

impl Scalar for bool {
    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err("true or false".to_owned()),
        }
    }

    fn to_value(&self) -> Value {
        (*self).into()
    }

    fn schema() -> Value {
        json!({"type": "boolean"})
    }
}

impl Scalar for u32 {
    fn parse(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| "a number from 0 on".to_owned())
    }

    fn to_value(&self) -> Value {
        (*self).into()
    }

    fn schema() -> Value {
        json!({"type": ["integer", "string"], "minimum": 0, "maximum": u32::MAX})
    }
}

/// A time span in seconds, more than none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seconds(pub u32);

impl Scalar for Seconds {
    fn parse(text: &str) -> Result<Self, String> {
        let seconds = clock::duration(text).map(|duration| u32::try_from(duration.as_secs()));
        match seconds {
            Ok(Ok(seconds)) => Ok(Self(seconds)),
            _ => Err("a time such as 90s, 10m or 1h, more than none".to_owned()),
        }
    }

    fn to_value(&self) -> Value {
        self.0.into()
    }

    fn schema() -> Value {
        json!({"type": ["integer", "string"], "pattern": "^[0-9]+[smh]?$", "minimum": 1})
    }
}

choices! {
    /// The package types that the Addon Manager knows.
    #[derive(Default)]
    pub enum PackageType {
        Helm = "helm", "Helm";
        Ship = "ship", "Ship";
        Kustomize = "kustomize", "Kustomize";
        Cnab = "cnab", "CNAB";
        #[default]
        Composite = "composite", "Manifests and scripts";
    }
}

macro_rules! chosen_scalars {
    ($($name:ty),*) => { $(impl Scalar for $name {
        fn parse(text: &str) -> Result<Self, String> {
            Choice::of(text).ok_or_else(|| format!("one of {}", choice::names::<Self>()))
        }

        fn to_value(&self) -> Value {
            self.name().into()
        }

        fn schema() -> Value {
            json!({"enum": Self::ALL.iter().map(|choice| choice.name()).collect::<Vec<_>>()})
        }
    })* };
}
chosen_scalars!(PackageType, Packing, Policy, PodSecurity);
