//! Circles among the tasks of a DAG.

use serde_json::Value;

use super::super::document::items;

/// The first task that waits for itself in the end, and the way round.
pub(super) fn of_tasks(tasks: &[Value]) -> Option<(usize, String)> {
    let name = |task: &Value| task["name"].as_str().unwrap_or_default().to_owned();
    let names: Vec<String> = tasks.iter().map(name).collect();
    let before: Vec<Vec<usize>> = tasks.iter().map(|task| waits_for(task, &names)).collect();
    // Of each task: not seen, on the way, or known to end.
    let mut seen = vec![State::New; tasks.len()];
    for start in 0..tasks.len() {
        let mut way = vec![(start, 0)];
        while let Some((task, next)) = way.last_mut() {
            let (task, at) = (*task, *next);
            *next += 1;
            seen[task] = State::Open;
            match before[task].get(at) {
                None => {
                    seen[task] = State::Done;
                    way.pop();
                }
                Some(&other) if seen[other] == State::Open => {
                    let circle = way.iter().map(|(task, _)| *task).skip_while(|it| *it != other);
                    let circle: Vec<&str> =
                        circle.chain([other]).map(|task| names[task].as_str()).collect();
                    return Some((other, circle.join(" -> ")));
                }
                Some(&other) if seen[other] == State::New => way.push((other, 0)),
                Some(_) => {}
            }
        }
    }
    None
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// The tasks that a task names in `dependencies`, or in the words of its `depends`.
fn waits_for(task: &Value, names: &[String]) -> Vec<usize> {
    let listed = items(&task["dependencies"]).iter().filter_map(Value::as_str);
    let word = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let depends = task["depends"].as_str().unwrap_or_default().split(word);
    let depends = depends.map(|word| word.split('.').next().unwrap_or_default());
    let all = listed.chain(depends).filter(|name| !name.is_empty());
    all.filter_map(|name| names.iter().position(|own| own == name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn circles_are_found() {
        let none = json!([{"name": "a"}, {"name": "b", "depends": "a && a.Succeeded"},
            {"name": "c", "dependencies": ["a", "b", "nobody"]}]);
        assert_eq!(of_tasks(items(&none)), None);
        let circle = json!([{"name": "x"}, {"name": "a", "depends": "(b.Failed || x)"}, {"name": "b", "dependencies": ["a"]}]);
        assert_eq!(of_tasks(items(&circle)), Some((1, "a -> b -> a".to_owned())));
        let own = json!([{"name": "a", "dependencies": ["a"]}]);
        assert_eq!(of_tasks(items(&own)), Some((0, "a -> a".to_owned())));
    }
}
