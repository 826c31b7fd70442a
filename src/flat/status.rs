//! The status of an account, from the three truths that decide it.

use crate::ir::{Status, Truth};

/// A truth that a status depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Whether the policy applies: its `when` holds, and the request was not cancelled.
    Applies,
    /// Whether every requirement holds.
    Required,
    /// Whether the grace period is over; true where there is none.
    GraceOver,
}

/// The status for each truth that keeps an account from being eligible. The first row that matches decides; if none
/// does, the account is [`OTHERWISE`].
pub const STATUSES: [(Input, Truth, Status); 6] = [
    (Input::Applies, Truth::False, Status::Inapplicable),
    (Input::Applies, Truth::Unknown, Status::Undetermined),
    (Input::Required, Truth::False, Status::Blocked),
    (Input::Required, Truth::Unknown, Status::Undetermined),
    (Input::GraceOver, Truth::False, Status::Cooling),
    (Input::GraceOver, Truth::Unknown, Status::Undetermined),
];

/// The status if no row of [`STATUSES`] matches.
pub const OTHERWISE: Status = Status::Eligible;

/// The status of an account.
#[must_use]
pub fn status(applies: Truth, required: Truth, grace_over: Truth) -> Status {
    let truth = |input| match input {
        Input::Applies => applies,
        Input::Required => required,
        Input::GraceOver => grace_over,
    };
    let row = STATUSES.iter().find(|(input, value, _)| truth(*input) == *value);
    row.map_or(OTHERWISE, |&(_, _, status)| status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_applies_decides_before_what_is_required_and_that_before_the_grace() {
        use Truth::{False, True, Unknown};
        let table = [
            ((False, False, False), Status::Inapplicable),
            ((False, True, True), Status::Inapplicable),
            ((Unknown, False, True), Status::Undetermined),
            ((True, False, Unknown), Status::Blocked),
            ((True, Unknown, False), Status::Undetermined),
            ((True, True, False), Status::Cooling),
            ((True, True, Unknown), Status::Undetermined),
            ((True, True, True), Status::Eligible),
        ];
        for ((applies, required, over), expected) in table {
            assert_eq!(status(applies, required, over), expected);
        }
    }
}
