//! Sections of a population that are judged apart from each other: the accounts of one group of rows, and the groups of
//! the other tables that may hold rows of theirs.

use super::file::Group;
use super::keys::Id;

/// A section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The groups to be read of each table, in the order of the plan.
    pub(super) groups: Vec<Vec<usize>>,
    /// The keys from this one on …
    pub(super) from: Option<Id>,
    /// … and before this one.
    pub(super) until: Option<Id>,
}

/// A section for each group of accounts, of which `first` are the first keys, where every other table says in which
/// groups their rows are; else one for all.
pub(super) fn sections(first: &[Id], tables: &[Vec<Group>]) -> Vec<Section> {
    let others = tables.get(1..).unwrap_or_default();
    let is_ascending = first.is_sorted_by(|one, two| one < two);
    if first.len() < 2 || !is_ascending || !others.iter().all(|groups| is_ordered(groups)) {
        let groups = tables.iter().map(|groups| (0..groups.len()).collect()).collect();
        return vec![Section { groups, from: None, until: None }];
    }
    let section = |at: usize| {
        let from = first.get(at).filter(|_| at > 0);
        let until = first.get(at + 1);
        let within = |groups: &Vec<Group>| {
            let may_hold = |group: &Group| {
                group.bounds.as_ref().is_none_or(|(least, greatest)| {
                    from.is_none_or(|from| greatest >= from) && until.is_none_or(|until| least < until)
                })
            };
            (0..groups.len()).filter(|&at| may_hold(&groups[at])).collect()
        };
        let groups = std::iter::once(vec![at]).chain(others.iter().map(within)).collect();
        Section { groups, from: from.cloned(), until: until.cloned() }
    };
    (0..first.len()).map(section).collect()
}

/// Whether the bounds of the groups show that their keys ascend.
fn is_ordered(groups: &[Group]) -> bool {
    groups.iter().all(|group| group.bounds.is_some())
        && groups.is_sorted_by(|one, two| match (&one.bounds, &two.bounds) {
            (Some((_, greatest)), Some((least, _))) => greatest <= least,
            _ => false,
        })
}
