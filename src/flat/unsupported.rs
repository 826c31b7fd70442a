//! Why a policy has no flat form.

/// Why a policy has no flat form, or a back end does not support it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsupported {
    /// With its definitions expanded it is too large, or nests too deep.
    TooLarge,
    /// The program is not one that the compiler makes.
    Malformed,
}

/// What is lowered, if it can be.
pub(super) type Lowered<T> = Result<T, Unsupported>;
