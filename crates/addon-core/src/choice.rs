//! Values that are chosen from a few words: one enum for the core, the command line, project files and their schema.

/// A value with a word for each of its variants.
pub trait Choice: Copy + PartialEq + Send + Sync + 'static {
    /// All of them, in the order in which help texts list them.
    const ALL: &'static [Self];

    /// The word that people write.
    fn name(self) -> &'static str;

    /// What the word means, in a few words.
    fn about(self) -> &'static str;

    /// The value of a word, if it is one.
    fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.name() == name)
    }
}

/// All words of a choice as a message lists them: `auto, always, never`.
pub fn names<C: Choice>() -> String {
    C::ALL.iter().map(|choice| choice.name()).collect::<Vec<_>>().join(", ")
}

/// An enum whose variants have a word and a meaning: `Auto = "auto", "Where it is needed";`.
#[macro_export]
macro_rules! choices {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$own:meta])* $variant:ident = $word:literal, $about:literal;)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        $vis enum $name { $(#[doc = $about] $(#[$own])* $variant,)* }

        impl $crate::choice::Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),*];

            fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            fn about(self) -> &'static str {
                match self { $(Self::$variant => $about,)* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(name: &str) -> Result<Self, String> {
                $crate::choice::Choice::of(name).ok_or_else(|| {
                    format!("`{name}` is none of {}", $crate::choice::names::<Self>())
                })
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    choices! {
        /// How loud.
        enum Volume {
            Low = "low", "Hardly to be heard";
            High = "high", "Hard to bear";
        }
    }

    #[test]
    fn a_word_is_a_value_and_back() {
        assert_eq!("high".parse(), Ok(Volume::High));
        assert_eq!((Volume::Low.name(), Volume::Low.about()), ("low", "Hardly to be heard"));
        assert_eq!("loud".parse::<Volume>(), Err("`loud` is none of low, high".to_owned()));
    }
}
