//! Numbers of a program's parts, a type for each kind of part, and the collections that they index.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut, Index, IndexMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number that indexes an [`IndexVec`].
pub trait Id: Copy + Eq + Ord + fmt::Debug {
    /// The number of the part at that place.
    fn from_index(index: usize) -> Self;

    /// The place of the part.
    fn index(self) -> usize;
}

/// Declares types of ids: 32-bit numbers, serialised as such.
macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(u32);

        impl $name {
            /// The number of the first.
            pub const FIRST: Self = Self(0);
        }

        impl Id for $name {
            // No text, and so no program, has as many parts as the numbers run.
            fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }
    )*};
}

ids! {
    /// Index of a package in [`Program::packages`](super::Program::packages).
    PackageId;
    /// Index of a record in [`Program::records`](super::Program::records).
    RecordId;
    /// Index of an enumeration in [`Program::enumerations`](super::Program::enumerations).
    EnumerationId;
    /// Index of a definition in [`Program::definitions`](super::Program::definitions).
    DefinitionId;
    /// Index of a policy in [`Program::policies`](super::Program::policies).
    PolicyId;
    /// Index of a lifecycle in [`Program::lifecycles`](super::Program::lifecycles).
    LifecycleId;
    /// Index of a group in [`Policy::groups`](super::Policy::groups).
    GroupId;
}

/// A vector that is indexed by ids of its own kind. Serialised as a sequence.
#[derive(Clone, PartialEq, Eq)]
pub struct IndexVec<I, T> {
    parts: Vec<T>,
    ids: PhantomData<fn(I) -> I>,
}

impl<I: Id, T> IndexVec<I, T> {
    /// An empty vector.
    #[must_use]
    pub const fn new() -> Self {
        Self { parts: Vec::new(), ids: PhantomData }
    }

    /// Appends a part and returns its id.
    pub fn push(&mut self, part: T) -> I {
        let id = self.next_id();
        self.parts.push(part);
        id
    }

    /// The id of the part that is appended next.
    #[must_use]
    pub fn next_id(&self) -> I {
        I::from_index(self.parts.len())
    }

    /// The part, if there is one of that id.
    #[must_use]
    pub fn get(&self, id: I) -> Option<&T> {
        self.parts.get(id.index())
    }

    /// The part, likewise.
    pub fn get_mut(&mut self, id: I) -> Option<&mut T> {
        self.parts.get_mut(id.index())
    }

    /// The ids of all parts, in order. They do not borrow from it.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.parts.len()).map(I::from_index)
    }

    /// The parts with their ids.
    pub fn iter_enumerated(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.parts.iter().enumerate().map(|(index, part)| (I::from_index(index), part))
    }

    /// The id of the first part that fits.
    pub fn find_id(&self, fits: impl FnMut(&T) -> bool) -> Option<I> {
        self.parts.iter().position(fits).map(I::from_index)
    }

    /// Shortens it to that many parts.
    pub fn truncate(&mut self, length: usize) {
        self.parts.truncate(length);
    }
}

impl<I: Id, T> Default for IndexVec<I, T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I, T: fmt::Debug> fmt::Debug for IndexVec<I, T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.fmt(out)
    }
}

impl<I: Id, T> Index<I> for IndexVec<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.parts[id.index()]
    }
}

impl<I: Id, T> IndexMut<I> for IndexVec<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.parts[id.index()]
    }
}

impl<I, T> Deref for IndexVec<I, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.parts
    }
}

impl<I, T> DerefMut for IndexVec<I, T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.parts
    }
}

impl<I, T> From<Vec<T>> for IndexVec<I, T> {
    fn from(parts: Vec<T>) -> Self {
        Self { parts, ids: PhantomData }
    }
}

impl<I, T> FromIterator<T> for IndexVec<I, T> {
    fn from_iter<P: IntoIterator<Item = T>>(parts: P) -> Self {
        Vec::from_iter(parts).into()
    }
}

impl<I, T> IntoIterator for IndexVec<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.parts.into_iter()
    }
}

impl<'a, I, T> IntoIterator for &'a IndexVec<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.parts.iter()
    }
}

impl<'a, I, T> IntoIterator for &'a mut IndexVec<I, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.parts.iter_mut()
    }
}

impl<I, T: Serialize> Serialize for IndexVec<I, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.parts.serialize(serializer)
    }
}

impl<'de, I, T: Deserialize<'de>> Deserialize<'de> for IndexVec<I, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}
