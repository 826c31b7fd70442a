//! Accounts in tables of Parquet: the same verdicts as on the facts themselves, and what is refused.

mod agreement;
mod command;
mod refusals;
mod written;
