//! Many objects in few lines: those that are not fine each, all others counted by kind.

use super::tree::TreeObject;
use crate::health::Status;

/// From more objects than these on, they are folded.
pub const MANY: usize = 20;

/// Objects that are counted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Their kind, with its group: `Deployment.apps`.
    pub kind: String,
    /// How all of them are.
    pub health: Status,
    /// How many they are.
    pub count: usize,
}

/// Objects, some by themselves and the rest counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded<'a> {
    /// Those that are not fine, as far as a person reads.
    pub listed: Vec<&'a TreeObject>,
    /// The others, by kind in the order of the first of each, the fine ones last.
    pub counted: Vec<Counted>,
}

/// Folds objects, if they are many.
pub fn fold(objects: &[TreeObject]) -> Option<Folded<'_>> {
    if objects.len() <= MANY {
        return None;
    }
    let (fine, bad): (Vec<_>, Vec<_>) =
        objects.iter().partition(|object| object.health == Status::Current);
    let (listed, rest) = bad.split_at(bad.len().min(MANY));
    let mut counted: Vec<Counted> = Vec::new();
    for object in rest.iter().chain(&fine) {
        let kind = object.kind_and_group();
        let same = |it: &&mut Counted| it.kind == kind && it.health == object.health;
        match counted.iter_mut().find(same) {
            Some(it) => it.count += 1,
            None => counted.push(Counted { kind, health: object.health, count: 1 }),
        }
    }
    Some(Folded { listed: listed.to_vec(), counted })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(kind: &str, health: Status) -> TreeObject {
        TreeObject {
            api_version: "v1".to_owned(),
            kind: kind.to_owned(),
            namespace: None,
            name: "x".to_owned(),
            exists: true,
            health,
            state: "y".to_owned(),
            age: String::new(),
        }
    }

    #[test]
    fn many_are_counted_by_kind_and_what_is_wrong_is_listed() {
        let mut objects = vec![object("ConfigMap", Status::Current); 19];
        objects.push(object("Pod", Status::InProgress));
        assert_eq!(fold(&objects), None);
        objects.extend([object("Secret", Status::Current), object("ConfigMap", Status::Current)]);
        let folded = fold(&objects).unwrap();
        assert_eq!(folded.listed.len(), 1);
        let counted: Vec<_> = folded
            .counted
            .iter()
            .map(|it| format!("{} {} {}", it.kind, it.count, it.health))
            .collect();
        assert_eq!(counted, ["ConfigMap 20 Current", "Secret 1 Current"]);
    }

    #[test]
    fn too_many_that_are_wrong_are_counted_too() {
        let objects = vec![object("ConfigMap", Status::NotFound); 3000];
        let folded = fold(&objects).unwrap();
        assert_eq!(folded.listed.len(), MANY);
        let rest = Counted { kind: "ConfigMap".to_owned(), health: Status::NotFound, count: 2980 };
        assert_eq!(folded.counted, [rest]);
    }
}
