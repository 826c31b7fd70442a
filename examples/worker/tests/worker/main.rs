//! The worker, killed at random and taken up again, and what stops it.

mod killed;
mod shop;
mod stopped;
