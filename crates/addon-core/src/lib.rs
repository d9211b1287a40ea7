//! What is known of Addons, and decided about them: same input, same bytes; no disk, clock, socket, flag or colour.

#[macro_use]
pub mod choice;

pub mod addon;
pub mod argo;
pub mod attention;
pub mod blueprint;
pub mod bundle;
pub mod checkup;
pub mod clock;
pub mod contents;
pub mod dependents;
pub mod diagnosis;
pub mod diff;
pub mod finding;
pub mod health;
pub mod inputs;
pub mod keiko;
pub mod lifecycle;
pub mod limits;
pub mod lint;
pub mod live;
pub mod manifest;
pub mod ownership;
pub mod params;
pub mod plain;
pub mod preflight;
pub mod progress;
pub mod project;
pub mod shell;
pub mod source;
pub mod takeover;
pub mod unpack;
pub mod workflow;
pub mod yaml;
