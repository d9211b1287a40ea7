//! The objects of an Addon in one sentence: how many are fine, and which are not.

use std::fmt;

use serde::Serialize;

use super::tree::TreeObject;
use crate::health::Status;

/// So many objects that are not fine are named in a sentence.
const NAMED: usize = 3;

/// How the objects are that an installed Addon names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Objects {
    /// How many there are.
    pub total: usize,
    /// How many are as they were asked for.
    pub fine: usize,
    /// How many could not be looked at, or have a name that is made later.
    pub unseen: usize,
    /// Those that are not fine, the worst first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_fine: Vec<TreeObject>,
}

/// What the objects say of the Addon that they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fitness {
    /// All that could be seen are fine.
    Fine,
    /// Some are on their way.
    OnTheirWay,
    /// Some are missing or have failed, and stay so.
    Broken,
}

impl Objects {
    /// What is to be said of these objects.
    pub fn of(objects: impl IntoIterator<Item = TreeObject>) -> Self {
        let mut all = Self::default();
        for object in objects {
            all.total += 1;
            match object.health {
                Status::Current => all.fine += 1,
                Status::Unknown => all.unseen += 1,
                _ => all.not_fine.push(object),
            }
        }
        all.not_fine.sort_by_key(|object| !object.health.is_final());
        all
    }

    /// What they say of their Addon.
    pub fn fitness(&self) -> Fitness {
        match self.not_fine.first() {
            None => Fitness::Fine,
            Some(worst) if worst.health.is_final() => Fitness::Broken,
            Some(_) => Fitness::OnTheirWay,
        }
    }
}

/// `114 of 120 fine; Deployment monitoring/grafana 0/1 ready`.
impl fmt::Display for Objects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} fine", self.fine, self.total)?;
        if self.unseen > 0 {
            write!(f, ", {} not seen", self.unseen)?;
        }
        for (index, object) in self.not_fine.iter().take(NAMED).enumerate() {
            let before = if index == 0 { ";" } else { "," };
            write!(f, "{before} {} {}", object.called(), object.state)?;
        }
        match self.not_fine.len() {
            0..=NAMED => Ok(()),
            many => write!(f, " and {} more", many - NAMED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(name: &str, health: Status, state: &str) -> TreeObject {
        TreeObject {
            api_version: "apps/v1".to_owned(),
            kind: "Deployment".to_owned(),
            namespace: Some("ns".to_owned()),
            name: name.to_owned(),
            exists: true,
            health,
            state: state.to_owned(),
            age: String::new(),
        }
    }

    #[test]
    fn the_worst_come_first_and_the_rest_is_counted() {
        let slow = |name: &str| object(name, Status::InProgress, "0/1 ready");
        let fine = object("f", Status::Current, "1/1 ready");
        let hidden = object("h", Status::Unknown, "you may not see it");
        let missing = object("m", Status::NotFound, "missing");
        let told = |objects: &[&TreeObject]| {
            let objects = Objects::of(objects.iter().map(|&object| object.clone()));
            (objects.to_string(), objects.fitness())
        };
        assert_eq!(told(&[]), ("0 of 0 fine".to_owned(), Fitness::Fine));
        assert_eq!(told(&[&fine, &hidden]), ("1 of 2 fine, 1 not seen".to_owned(), Fitness::Fine));
        assert_eq!(
            told(&[&fine, &slow("a")]),
            ("1 of 2 fine; Deployment ns/a 0/1 ready".to_owned(), Fitness::OnTheirWay)
        );
        assert_eq!(
            told(&[&slow("a"), &slow("b"), &slow("c"), &missing]),
            (
                "0 of 4 fine; Deployment ns/m missing, Deployment ns/a 0/1 ready, Deployment ns/b 0/1 ready and 1 more"
                    .to_owned(),
                Fitness::Broken
            )
        );
    }
}
