//! Records, their fields, and named values.

use super::{Expr, ExprKind, Name, Text, Type};
use crate::source::Span;

/// What a record describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// `account { … }`.
    Account,
    /// `request { … }`.
    Request,
    /// `service { … }`.
    Service,
    /// `record NAME { … }`.
    Record,
}

/// The declaration of a record's shape.
#[derive(Debug, Clone)]
pub struct Record {
    /// Which of them.
    pub kind: RecordKind,
    /// The name; for the roots the word `account`, `request` or `service`.
    pub name: Name,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// Its fields, derived ones included.
    pub fields: Vec<Field>,
    /// `dated by FIELD`.
    pub dated_by: Option<Name>,
    /// `left by TIME, …`, as the conditions of an account that is still there: `TIME is absent`.
    pub left_by: Vec<Expr>,
    /// The whole item.
    pub span: Span,
}

impl Record {
    /// The times since which the account is gone.
    pub fn left(&self) -> impl Iterator<Item = &Expr> {
        self.left_by.iter().filter_map(|there| {
            let ExprKind::Presence { subject, .. } = &there.kind else { return None };
            Some(&**subject)
        })
    }
}

/// A field of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// How it is given.
    pub kind: FieldKind,
    /// The whole field.
    pub span: Span,
}

/// Where a field's value comes from.
#[derive(Debug, Clone)]
pub enum FieldKind {
    /// `name: type? key as "key"`.
    Given {
        /// Its type.
        ty: Type,
        /// Whether it may be absent (`?`).
        optional: bool,
        /// `key`, where it tells the elements of the record apart.
        tells_apart: Option<Span>,
        /// The key in JSON, when it differs.
        key: Option<Text>,
    },
    /// `name = expression`: a condition or a value.
    Derived(Expr),
}

/// `let NAME = …`
#[derive(Debug, Clone)]
pub struct Let {
    /// Its name.
    pub name: Name,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// Its type, if it is written.
    pub ty: Option<Type>,
    /// What it stands for.
    pub body: Expr,
}
