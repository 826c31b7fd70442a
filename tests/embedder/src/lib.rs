//! The examples of the guide for embedding and of the README, and what embedders must and must not be able to do.
//!
//! This crate depends on exeunt with the features that a library turns on. The tests of exeunt itself turn on `internals`.

#[doc = include_str!("../../../docs/embedding.md")]
#[cfg(doctest)]
struct Embedding;

#[doc = include_str!("../../../README.md")]
#[cfg(doctest)]
struct Readme;

/// The modules of the compiler are private:
///
/// ```compile_fail,E0603
/// use exeunt::ir::Program;
/// ```
///
/// No statement changes a program:
///
/// ```compile_fail,E0599
/// fn change(policies: &exeunt::Policies) {
///     let _ = policies.program();
/// }
/// ```
///
/// A status may be added:
///
/// ```compile_fail,E0004
/// use exeunt::Status;
///
/// fn may_close(status: Status) -> bool {
///     match status {
///         Status::Eligible => true,
///         Status::Inapplicable | Status::Blocked | Status::Undetermined | Status::Cooling => false,
///     }
/// }
/// ```
///
/// A verdict gets fields, and is not built by hand:
///
/// ```compile_fail,E0639
/// let _ = exeunt::verdict::Omitted { inapplicable: 0, missing: 0 };
/// ```
#[cfg(doctest)]
struct Refused;
