//! What can be named at a point of the text, and by which words.

use super::world::{Kind, Ty, World};

/// Where a path starts. Elements count from the outermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    Account,
    Request,
    Service,
    Element(usize),
}

/// A given field's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) root: Root,
    pub(super) fields: Vec<usize>,
}

/// The names at hand.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) package: usize,
    /// Whether the request may be read.
    pub(super) request: bool,
    /// Records of the elements around, innermost last.
    pub(super) elements: Vec<usize>,
    /// Places shown to be present.
    pub(super) present: Vec<Place>,
}

/// Something that a path names.
#[derive(Debug, Clone)]
pub(super) struct Access {
    pub(super) text: String,
    /// `None` for a condition.
    pub(super) ty: Option<Ty>,
    /// Whether it may be absent here.
    pub(super) optional: bool,
    pub(super) timed: bool,
    pub(super) root: Root,
    /// `None` for what is derived.
    pub(super) place: Option<Place>,
}

impl Scope {
    pub(super) fn with_element(&self, record: usize) -> Self {
        let mut inner = self.clone();
        inner.elements.push(record);
        inner
    }

    pub(super) fn with_present(&self, place: &Place) -> Self {
        let mut inner = self.clone();
        inner.present.push(place.clone());
        inner
    }

    /// The roots with their records; the innermost element first.
    fn roots(&self, world: &World) -> Vec<(Root, usize)> {
        let package = &world.packages[self.package];
        let elements = self.elements.iter().enumerate().rev();
        let mut roots: Vec<(Root, usize)> =
            elements.map(|(at, &record)| (Root::Element(at), record)).collect();
        roots.push((Root::Account, package.account));
        if let Some(request) = package.request.filter(|_| self.request) {
            roots.push((Root::Request, request));
        }
        roots.extend(package.service.map(|service| (Root::Service, service)));
        roots
    }

    /// The words in front of a field of `root`: none where its bare name means it. `None` where it cannot be named.
    fn prefix(&self, world: &World, root: Root, name: &str) -> Option<&'static str> {
        let hidden_by = match root {
            Root::Request => return Some("request."),
            Root::Service => return Some("service."),
            Root::Account => &self.elements[..],
            Root::Element(at) => &self.elements[at + 1..],
        };
        let is_hidden = hidden_by.iter().any(|&record| world.records[record].has(name));
        match (root, is_hidden) {
            (_, false) => Some(""),
            (Root::Account, true) => Some("account."),
            (_, true) => None,
        }
    }

    /// Everything that can be named here, as far as a few steps reach.
    pub(super) fn reach(&self, world: &World) -> Vec<Access> {
        let mut found = Vec::new();
        for (root, record) in self.roots(world) {
            self.reach_from(world, record, &Place { root, fields: Vec::new() }, "", &mut found);
        }
        for named in &world.packages[self.package].lets {
            let (text, ty, timed) = (named.name.clone(), Some(named.ty.clone()), named.timed);
            found.push(Access { text, ty, optional: false, timed, root: Root::Account, place: None });
        }
        found
    }

    fn reach_from(&self, world: &World, record: usize, from: &Place, path: &str, found: &mut Vec<Access>) {
        let shape = &world.records[record];
        let is_at_root = from.fields.is_empty();
        let word = |name: &str| match is_at_root {
            true => self.prefix(world, from.root, name).map(|prefix| format!("{prefix}{name}")),
            false => Some(format!("{path}.{name}")),
        };
        for (at, field) in shape.fields.iter().enumerate() {
            let Some(text) = word(&field.name) else { continue };
            let mut place = from.clone();
            place.fields.push(at);
            let optional = field.optional && !self.present.contains(&place);
            if let Ty::Record(inner) = field.ty
                && !optional
                && from.fields.len() < 2
            {
                self.reach_from(world, inner, &place, &text, found);
            }
            let (ty, root) = (Some(field.ty.clone()), from.root);
            found.push(Access { text, ty, optional, timed: false, root, place: Some(place) });
        }
        // What another package derives from its elements may read that package's own account.
        if shape.package != self.package && shape.kind == Kind::Plain {
            return;
        }
        for derived in &shape.derived {
            let Some(text) = word(&derived.name) else { continue };
            let (ty, optional, timed) = (derived.ty.clone(), derived.optional, derived.timed);
            found.push(Access { text, ty, optional, timed, root: from.root, place: None });
        }
    }

    /// What can be named of the innermost element alone, without outer names.
    pub(super) fn reach_element(&self, world: &World) -> Vec<Access> {
        let innermost = Root::Element(self.elements.len() - 1);
        self.reach(world).into_iter().filter(|access| access.root == innermost).collect()
    }

    /// How many collections directly under the names at hand hold a record of that name, of whichever package.
    pub(super) fn holders(&self, world: &World, name: &str) -> usize {
        let roots = self.roots(world).into_iter().filter(|(root, _)| *root != Root::Request);
        roots
            .flat_map(|(_, holder)| &world.records[holder].fields)
            .filter(|field| matches!(field.ty, Ty::Many(record) if world.records[record].name == name))
            .count()
    }
}
