//! The tests that see addonctl from outside, in one binary so that it is linked once.

mod crd;
