//! Ways to a cluster that do not work, in words.
