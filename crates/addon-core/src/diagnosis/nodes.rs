//! The nodes of a Workflow that is so large that Argo keeps them compressed.
//!
//! Source: Argo Workflows v3.7.16, `workflow/packer` and `util/file`: JSON, gzip, base64 in `status.compressedNodes`.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use serde_json::Value;

/// As much as nodes may be, in bytes; a Workflow cannot hold more of them in a megabyte.
const LIMIT: u64 = 64 << 20;

/// Puts the nodes where those of small Workflows are. What cannot be read stays as it is.
pub fn unpack(workflow: &mut Value) {
    let Some(status) = workflow.get_mut("status") else { return };
    let Some(packed) = status["compressedNodes"].as_str().filter(|text| !text.is_empty()) else {
        return;
    };
    if let Some(nodes) = read(packed) {
        status["nodes"] = nodes;
    }
}

fn read(packed: &str) -> Option<Value> {
    let packed = STANDARD.decode(packed).ok()?;
    serde_json::from_reader(GzDecoder::new(packed.as_slice()).take(LIMIT)).ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use serde_json::json;

    use super::*;

    #[test]
    fn compressed_nodes_are_nodes() {
        let nodes = json!({"a": {"type": "Pod", "phase": "Failed"}});
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(nodes.to_string().as_bytes()).unwrap();
        let packed = STANDARD.encode(gzip.finish().unwrap());
        let mut workflow = json!({"status": {"compressedNodes": packed}});
        unpack(&mut workflow);
        assert_eq!(workflow["status"]["nodes"], nodes);
        for other in [json!({}), json!({"status": {"compressedNodes": "?", "nodes": {"b": {}}}})] {
            let mut same = other.clone();
            unpack(&mut same);
            assert_eq!(same, other);
        }
    }
}
