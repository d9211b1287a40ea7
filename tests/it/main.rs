//! The tests that see addonctl from outside, in one binary so that it is linked once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod apiserver;
mod connection;
mod crd;
mod fake;
mod life;
mod play;
mod stored;
