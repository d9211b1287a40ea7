//! What nodes are inside of while they are passed over: a list, a map, and there a key or its value.

use crate::yaml::kubectl::Event;

/// What a node that is passed over is inside of.
pub(super) enum Open {
    /// A list.
    List,
    /// A map; whether a key comes next.
    Map(bool),
}

impl Open {
    /// What an event opens.
    pub(super) fn by(event: &Event) -> Option<Self> {
        match event {
            Event::MapStart(..) => Some(Self::Map(true)),
            Event::ListStart(..) => Some(Self::List),
            _ => None,
        }
    }

    /// Takes the next node in; whether that is a key.
    pub(super) fn takes_key(&mut self) -> bool {
        match self {
            Self::List => false,
            Self::Map(key) => std::mem::replace(key, !*key),
        }
    }
}

/// Whether an event starts a map or a list.
pub(super) fn opens(event: &Event) -> bool {
    matches!(event, Event::MapStart(..) | Event::ListStart(..))
}
