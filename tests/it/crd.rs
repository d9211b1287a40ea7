//! The CRD means what the controller's own CRD means.

use addonctl::addon::crd::CRD;
use serde_json::Value;

/// Takes away what has no effect on an API server's answers, and brings sets into one order.
fn meaning(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|key, value| key != "description" || !value.is_string());
            fields.values_mut().for_each(meaning);
            if let Some(Value::Array(required)) = fields.get_mut("required") {
                required.sort_by_key(ToString::to_string);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(meaning),
        _ => {}
    }
}

fn read(text: &str) -> Value {
    let mut crd: Value = serde_saphyr::from_str(text).unwrap();
    crd["metadata"].as_object_mut().unwrap().remove("annotations");
    meaning(&mut crd);
    crd
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test has no command line to take the path from")]
fn it_means_what_the_reference_means() {
    let Ok(path) = std::env::var("ADDONCTL_REFERENCE_CRD") else {
        println!("skipped: ADDONCTL_REFERENCE_CRD names no file to compare with");
        return;
    };
    let reference = std::fs::read_to_string(path).unwrap();
    assert_eq!(read(CRD), read(&reference));
}
