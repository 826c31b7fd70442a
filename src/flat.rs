//! A policy with everything resolved, and the rules that every back end shares. Back ends compile this form; it alone
//! knows what places start from, what definitions are called on, what it is to satisfy a policy, and that a grace period
//! that never began is not over.

mod cutoff;
mod expr;
mod fold;
pub(crate) mod layout;
mod lower;
mod phase;
mod plan;
mod policy;
mod print;
mod schema;
mod shift;
mod status;
mod time;
mod unsupported;

pub use cutoff::{Cutoff, first_reaching, last_within, steady};
pub use expr::{Cell, Condition, Depth, Distinct, Read, Select, Set, Value, ValueKind, Window};
pub use lower::{lower, lower_for_rests, lower_with_deadlines, lower_with_plan};
pub use phase::Phase;
pub use plan::{FlatLine, FlatPlaced, Leaving, LengthAfterLeaving};
pub use policy::{FlatPolicy, Named};
pub use schema::{
    ACCOUNT, ACCOUNTS, Column, ColumnId, Path, REQUEST, Role, Rows, ScalarType, Schema, Table, TableId,
};
pub use shift::{is_reckoned_by_calendar, moved, moved_between};
pub use status::{Input, OTHERWISE, STATUSES, status};
pub use time::Trend;
pub use unsupported::Unsupported;
