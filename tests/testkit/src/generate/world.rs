//! What the packages of a run declare: as much of it as later text is drawn from.

/// Every package and record declared so far.
#[derive(Debug, Default)]
pub(super) struct World {
    pub(super) packages: Vec<Package>,
    pub(super) records: Vec<Record>,
    /// Names of what is chosen by `now`.
    pub(super) by_now: Vec<String>,
    /// Names of what is a case, or made of one.
    pub(super) cased: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) languages: Vec<&'static str>,
    pub(super) currencies: Vec<(&'static str, u32)>,
    /// Indices of the packages it uses.
    pub(super) uses: Vec<usize>,
    /// Index of the record `account`.
    pub(super) account: usize,
    /// Index of the record `request`.
    pub(super) request: Option<usize>,
    /// Index of the record `service`.
    pub(super) service: Option<usize>,
    /// Whether it declares a calendar of working days.
    pub(super) has_calendar: bool,
    pub(super) conditions: Vec<Named>,
    pub(super) lets: Vec<Let>,
    /// Its policies so far.
    pub(super) policies: Vec<Policy>,
}

/// A policy, as far as others and tests refer to it.
#[derive(Debug, Clone)]
pub(super) struct Policy {
    pub(super) name: String,
    /// Index of the record of its accounts.
    pub(super) account: usize,
    /// Whether it may read the request, which one on sweep does not.
    pub(super) reads_request: bool,
    pub(super) requirements: Vec<String>,
    pub(super) has_grace: bool,
    pub(super) warnings: Vec<String>,
    pub(super) deadlines: Vec<String>,
    /// What it may come to.
    pub(super) outcomes: Vec<String>,
    /// Its messages without placeholders, with their languages.
    pub(super) messages: Vec<(&'static str, String)>,
    /// What its data block places, and whether that looks at elements.
    pub(super) placed: Vec<(String, bool)>,
    /// Who is told by it.
    pub(super) told: Vec<String>,
    /// What holds it back.
    pub(super) holds: Vec<String>,
}

/// A named value of a package, which reads no request.
#[derive(Debug, Clone)]
pub(super) struct Let {
    pub(super) name: String,
    pub(super) ty: Ty,
    /// Whether it may change with `now`.
    pub(super) timed: bool,
}

/// A condition of a package.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) name: String,
    /// Whether its truth may change with `now`.
    pub(super) timed: bool,
    /// Whether it reads the request, which a policy on sweep has not.
    pub(super) reads_request: bool,
}

#[derive(Debug)]
pub(super) struct Record {
    pub(super) package: usize,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) fields: Vec<Field>,
    pub(super) derived: Vec<Derived>,
    /// Names of what it derives, before and after that is drawn: they hide outer ones from the first.
    pub(super) derives: Vec<&'static str>,
    /// Index of the field in `dated by`.
    pub(super) dated_by: Option<usize>,
    /// Index of the field that is the key.
    pub(super) key: Option<usize>,
    /// The fields that say when an account has left.
    pub(super) left_by: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Account,
    Request,
    Service,
    Plain,
}

impl Record {
    /// Whether a field of that name, given or derived, is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name) || self.derives.contains(&name)
    }

    /// The field that a bare window applies to.
    pub(super) fn dated(&self) -> Option<usize> {
        self.dated_by.or_else(|| {
            let of = |ty: Ty| -> Vec<usize> {
                (0..self.fields.len()).filter(|&at| self.fields[at].ty == ty).collect()
            };
            match (of(Ty::Time).as_slice(), of(Ty::Date).as_slice()) {
                ([only], _) | ([], [only]) => Some(*only),
                _ => None,
            }
        })
    }
}

#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) ty: Ty,
    pub(super) optional: bool,
}

#[derive(Debug)]
pub(super) struct Derived {
    pub(super) name: String,
    /// `None` for a condition.
    pub(super) ty: Option<Ty>,
    pub(super) optional: bool,
    pub(super) timed: bool,
    /// What follows `=`.
    pub(super) text: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ty {
    Bool,
    Int,
    Decimal,
    Text,
    Money(&'static str),
    Time,
    Date,
    Length,
    OneOf(Vec<&'static str>),
    Set(Box<Ty>),
    Many(usize),
    Record(usize),
}

impl Ty {
    /// Whether values of it have an order.
    pub(super) fn is_ordered(&self) -> bool {
        matches!(self, Self::Int | Self::Decimal | Self::Money(_) | Self::Time | Self::Date)
    }

    /// Whether windows apply to it.
    pub(super) fn is_moment(&self) -> bool {
        matches!(self, Self::Time | Self::Date)
    }

    /// Whether a message can show it.
    pub(super) fn is_shown(&self) -> bool {
        !matches!(self, Self::Many(_) | Self::Record(_))
    }
}
