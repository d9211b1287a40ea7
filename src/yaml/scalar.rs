//! Plain scalars.
