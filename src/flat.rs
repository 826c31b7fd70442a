//! What every back end shares: the meaning of a policy below the author's words.

mod cutoff;
mod shift;
mod status;
mod time;

pub use cutoff::{Cutoff, first_reaching, steady};
pub use shift::moved;
pub use status::{Input, OTHERWISE, STATUSES, status};
pub use time::Trend;
