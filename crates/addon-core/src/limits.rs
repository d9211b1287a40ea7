//! How much is read, unpacked, kept and told at the most, and why: so that no input takes more than 2 GiB of memory.
//!
//! What breaks beyond a number is said with it; ARCHITECTURE.md has them in a table. Sizes are in bytes.

/// A file, or standard input: what is larger cannot be packed into an Addon that etcd takes.
pub const FILE: usize = 64 << 20;
/// All files of a command.
pub const ALL_FILES: usize = 256 << 20;
/// A file of parameters, a parameter's value, a project, a template, a stage's own Workflow: all of it stands in the Addon.
pub const SMALL_FILE: usize = 4 << 20;
/// Files below a folder that is named: whoever names more has named the wrong one.
pub const FOLDER_FILES: usize = 100_000;

/// A packed text, unpacked, and all of a stage together: see [`FILE`], of which they are made.
pub const UNPACKED: usize = 64 << 20;
/// The memory that unpacking may ask for: `xz -9` asks for 65 MiB, and a damaged header for anything.
pub const UNPACKING_MEMORY: u64 = 128 << 20;

/// The documents of a text: a stage with a thousand objects is a large one.
pub const DOCUMENTS: usize = 100_000;
/// The scalars, lists and maps of a text: those of 30 MB of usual manifests. As values with their places they take most of
/// a GiB.
pub const NODES: usize = 2_000_000;

/// What a workflow template may do, in minijinja's fuel: 64 bytes made or read, or an instruction, take one. What is packed of
/// all that is read takes half of it.
pub const TEMPLATE_FUEL: u64 = 4_000_000;
/// How far a template may indent a text, which is as long again for each of its lines.
pub const TEMPLATE_INDENT: usize = 100;

/// Findings of one rule that are told; the others are counted.
pub const FINDINGS_OF_A_RULE: usize = 50;

/// A step's plain manifests: Argo up to 3.5 hands them to the pod in an environment variable of at most 128 KiB.
pub const PLAIN_STEP: usize = 100 << 10;
/// A packed artifact: the same limit, less the rest of the template and one byte a line for its escape.
pub const PACKED_ARTIFACT: usize = 120 << 10;
/// A workflow whose manifests stay readable: Argo copies them into its status.
pub const READABLE_WORKFLOW: usize = 300 << 10;
/// A workflow's manifests that Argo can still keep in its status, which etcd holds to 1.5 MiB.
pub const WORKFLOW: usize = 450 << 10;
/// An Addon that etcd still takes, with room for what the API server adds.
pub const ADDON: usize = 1400 << 10;

/// What the data of a `ConfigMap` or Secret may have, by the API server.
pub const DATA: usize = 1 << 20;
/// What keys and values of an object's annotations may have together, by the API server.
pub const ANNOTATIONS: usize = 256 << 10;
/// What etcd takes of an object.
pub const OBJECT: usize = 1536 << 10;

/// A number of bytes in words.
///
/// ```
/// assert_eq!(addon_core::limits::spoken(64 << 20), "64 MiB");
/// assert_eq!(addon_core::limits::spoken(100 << 10), "100 KiB");
/// ```
pub fn spoken(bytes: usize) -> String {
    match bytes {
        mib if mib >= 1 << 20 && mib.is_multiple_of(1 << 20) => format!("{} MiB", mib >> 20),
        kib => format!("{} KiB", kib.div_ceil(1 << 10)),
    }
}
