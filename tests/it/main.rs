//! The tests that see addonctl from outside, in one binary so that it is linked once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod admission;
mod apiserver;
mod bad;
mod cases;
mod check;
mod committed;
mod complete;
mod completions;
mod connect;
mod connection;
mod crd;
mod delete;
mod diagnosis;
mod diff;
mod drift;
mod examples;
mod fake;
mod fold;
mod forms;
mod health;
mod hostile;
mod kill;
mod kubeconfig;
mod layering;
mod life;
mod lint;
mod look;
mod man;
mod oracle;
mod page_clusters;
mod pages;
mod play;
mod properties;
mod pty;
mod readme;
mod scenes;
mod several;
mod stored;
mod submit;
mod terminal;
mod torture;
mod unpack;
mod version;
mod waiting;
