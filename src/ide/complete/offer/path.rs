//! The names behind a dot, and those that stand alone: by the record that the place belongs to.

use super::{Offer, is_collection};
use crate::ide::declaration::{Declaration, Kind, declarations, files_of};
use crate::syntax::ast::{self, TypeKind};
use crate::syntax::vocabulary::{self, Form, ItemHead, QuantifierForm, Role, Word};

/// What a part of a path names.
#[derive(Debug, Clone)]
enum Place {
    /// Another package.
    Package(String),
    /// A record of a package.
    Record { package: String, name: String },
}

impl Offer<'_, '_> {
    /// The fields of the record, or the names of the package, that a path names; nothing where it names neither.
    pub(super) fn behind_dot(&mut self, path: &str) {
        let mut place = None;
        for (at, name) in path.split('.').enumerate() {
            let next = match &place {
                None if at == 0 => self.first(name),
                None => None,
                Some(place) => self.within(place, name),
            };
            let Some(next) = next else { return };
            place = Some(next);
        }
        let Some(place) = place else { return };
        let fits = |it: &Declaration<'_>| match &place {
            Place::Record { name, .. } => {
                it.owner == name && it.is_inner && matches!(it.kind, Kind::Field | Kind::Derived)
            }
            Place::Package(_) => {
                let is_named = matches!(it.kind, Kind::Condition | Kind::Let | Kind::Policy);
                !it.is_inner && (is_named || vocabulary::has_role(it.name, Role::Root))
            }
        };
        let package = match &place {
            Place::Package(package) | Place::Record { package, .. } => package,
        };
        let declared = files_of(self.analysis, package).flat_map(|file| declarations(self.analysis, file));
        let found: Vec<_> = declared.filter(fits).map(|it| super::named(&it)).collect();
        self.items.extend(found);
    }

    /// What the first name of a path names.
    fn first(&self, name: &str) -> Option<Place> {
        let is_of_record =
            |it: &&Declaration<'_>| matches!(it.kind, Kind::Field | Kind::Derived) && it.name == name;
        if vocabulary::has_role(name, Role::Root) {
            return Some(Place::Record { package: self.package.to_owned(), name: name.to_owned() });
        }
        let field = self.declared.iter().filter(is_of_record).find_map(|it| record_of(self.package, it.ty?));
        field.or_else(|| {
            let packages = self.analysis.files.iter().filter_map(|file| file.package.as_ref());
            packages.map(|it| &it.text).find(|it| *it == name).map(|it| Place::Package(it.clone()))
        })
    }

    /// What a further name of a path names.
    fn within(&self, place: &Place, name: &str) -> Option<Place> {
        match place {
            Place::Package(package) => vocabulary::has_role(name, Role::Root)
                .then(|| Place::Record { package: package.clone(), name: name.to_owned() }),
            Place::Record { package, name: record } => {
                let files = files_of(self.analysis, package);
                let mut declared = files.flat_map(|file| declarations(self.analysis, file));
                let field = declared.find(|it| it.is_inner && it.owner == record && it.name == name)?;
                record_of(package, field.ty?)
            }
        }
    }

    /// The record of the elements that a noun names: that of a collection, or the one of this name.
    pub(super) fn record_of(&self, noun: &str) -> String {
        let noun = noun.rsplit('.').next().unwrap_or(noun);
        let collection = self.declared.iter().filter(|it| it.name == noun && is_collection(it));
        let held =
            collection.filter_map(|it| record_of(self.package, it.ty?)).find_map(|place| match place {
                Place::Record { name, .. } => Some(name),
                Place::Package(_) => None,
            });
        held.unwrap_or_else(|| noun.to_owned())
    }

    /// The names that may stand alone here: conditions, values, and the fields of the elements that are selected, if any are,
    /// of the record that is declared, and of the account.
    pub(super) fn names_in_scope(&mut self) {
        let records = self.records_in_scope();
        let is_field_here = |it: &Declaration<'_>| {
            matches!(it.kind, Kind::Field | Kind::Derived) && records.iter().any(|record| record == it.owner)
        };
        for record in &records {
            self.names(|it| it.owner == record && is_field_here(it));
        }
        self.names(|it| matches!(it.kind, Kind::Condition | Kind::Let));
        // What is not of the account is named by its root.
        self.names(|it| it.kind == Kind::Record && vocabulary::has_role(it.name, Role::Root));
    }

    /// The records whose fields need no path, the nearest first.
    fn records_in_scope(&self) -> Vec<String> {
        let account = Word::Account.text().to_owned();
        let tokens = &self.before.tokens;
        if self.before.item == Some(ItemHead::Record) {
            return vec![self.before.item_name.to_owned()];
        }
        if let Some(root @ (ItemHead::Request | ItemHead::Service)) = self.before.item {
            return vec![root.head().text().to_owned(), account];
        }
        let clause = tokens.len() - self.before.clause().len();
        let selects = tokens[clause..].iter().rposition(|token| Word::of(token) == Some(Word::Where));
        let noun = selects.and_then(|at| {
            let before = tokens[clause..clause + at].iter().rev();
            // The noun stands between the quantifier and `where`, before times and windows.
            let mut phrase = before.take_while(|token| !QuantifierForm::ends(token));
            phrase.find(|token| self.is_noun(token))
        });
        noun.map(|noun| self.record_of(noun)).into_iter().chain([account]).collect()
    }
}

/// The record that a field of this type holds, or whose elements it holds.
fn record_of(package: &str, ty: &ast::Type) -> Option<Place> {
    match &ty.kind {
        TypeKind::Named(path) => {
            let (name, before) = path.names.split_last()?;
            let package = before.last().map_or(package, |package| package.text.as_str());
            Some(Place::Record { package: package.to_owned(), name: name.text.clone() })
        }
        TypeKind::Many(element) => record_of(package, element),
        TypeKind::Bool
        | TypeKind::Int
        | TypeKind::Decimal
        | TypeKind::Text
        | TypeKind::Money(_)
        | TypeKind::Time
        | TypeKind::Date
        | TypeKind::Length
        | TypeKind::OneOf(_)
        | TypeKind::Error(_) => None,
    }
}
