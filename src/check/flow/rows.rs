//! Which facts the rows of a case are for: what none is for, and which row is never the first that matches. Every key has
//! an ordered domain, cut where a pattern begins or ends.

use std::collections::HashSet;

/// The values that a key may have, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) struct Domain {
    /// The least value.
    pub(in crate::check) low: i128,
    /// The greatest.
    pub(in crate::check) high: i128,
    /// Whether it may be absent.
    pub(in crate::check) absent: bool,
}

/// What a pattern matches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::check) struct Matched {
    /// Values from one to another, both included.
    pub(in crate::check) ranges: Vec<(i128, i128)>,
    /// Whether it matches what is absent.
    pub(in crate::check) absent: bool,
}

impl Matched {
    /// Whether both match one of the same values.
    pub(in crate::check) fn meets(&self, other: &Self) -> bool {
        let meet = |one: &(i128, i128)| other.ranges.iter().any(|two| one.0 <= two.1 && two.0 <= one.1);
        self.absent && other.absent || self.ranges.iter().any(meet)
    }
}

/// A part of a domain that no pattern cuts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Atom {
    /// The values from one to another.
    Values(i128, i128),
    /// No value.
    Absent,
}

/// What is wrong with the rows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::check) struct Findings {
    /// What no row is for, as an atom of each key; of a single key all such atoms.
    pub(in crate::check) missing: Vec<Vec<Atom>>,
    /// The rows that are never reached.
    pub(in crate::check) unreached: Vec<usize>,
}

/// How many parts are looked at before the question is given up.
const MOST_STEPS: usize = 200_000;

/// Looks at every combination that rows tell apart; `None` if there are too many.
pub(in crate::check) fn analyse(domains: &[Domain], rows: &[Vec<Matched>]) -> Option<Findings> {
    let keys: Vec<Key> = domains.iter().enumerate().map(|(at, domain)| Key::new(domain, rows, at)).collect();
    let mut search = Search { keys: &keys, steps: MOST_STEPS };
    let all: Vec<usize> = (0..rows.len()).collect();
    let missing = match keys.as_slice() {
        [key] => key.unmatched().map(|atom| vec![atom]).collect(),
        _ => search.uncovered(&all, None, 0)?.into_iter().collect(),
    };
    let mut unreached = Vec::new();
    for row in 0..rows.len() {
        if search.uncovered(&all[..row], Some(row), 0)?.is_none() {
            unreached.push(row);
        }
    }
    Some(Findings { missing, unreached })
}

/// A key: the atoms of its domain, and which of them each row matches.
struct Key {
    atoms: Vec<Atom>,
    matched: Vec<Vec<bool>>,
}

impl Key {
    fn new(domain: &Domain, rows: &[Vec<Matched>], at: usize) -> Self {
        let mut cuts = vec![domain.low];
        for &(low, high) in rows.iter().flat_map(|row| &row[at].ranges) {
            cuts.push(low);
            cuts.extend(high.checked_add(1));
        }
        cuts.retain(|cut| (domain.low..=domain.high).contains(cut));
        cuts.sort_unstable();
        cuts.dedup();
        let ends = cuts.iter().skip(1).map(|next| next - 1).chain([domain.high]);
        let mut atoms: Vec<Atom> =
            cuts.iter().zip(ends).map(|(&low, high)| Atom::Values(low, high)).collect();
        atoms.extend(domain.absent.then_some(Atom::Absent));
        let matched = rows.iter().map(|row| atoms.iter().map(|&atom| matches_atom(&row[at], atom)).collect());
        Self { matched: matched.collect(), atoms }
    }

    /// The atoms that no row matches.
    fn unmatched(&self) -> impl Iterator<Item = Atom> + '_ {
        let is_matched = |at: usize| self.matched.iter().any(|row| row[at]);
        self.atoms.iter().enumerate().filter(move |(at, _)| !is_matched(*at)).map(|(_, &atom)| atom)
    }
}

fn matches_atom(matched: &Matched, atom: Atom) -> bool {
    match atom {
        Atom::Absent => matched.absent,
        Atom::Values(low, high) => matched.ranges.iter().any(|range| range.0 <= low && high <= range.1),
    }
}

struct Search<'k> {
    keys: &'k [Key],
    steps: usize,
}

impl Search<'_> {
    /// A combination of atoms, from the key at `key` on, that none of `rows` matches, and that `within` does, if it is
    /// given. `None` if there were too many to look at.
    fn uncovered(&mut self, rows: &[usize], within: Option<usize>, key: usize) -> Option<Option<Vec<Atom>>> {
        self.steps = self.steps.checked_sub(1)?;
        let Some(Key { atoms, matched }) = self.keys.get(key) else {
            return Some(rows.is_empty().then(Vec::new));
        };
        // Atoms that the same rows match lead to the same.
        let mut seen: HashSet<Vec<usize>> = HashSet::new();
        for (at, &atom) in atoms.iter().enumerate() {
            if within.is_some_and(|within| !matched[within][at]) {
                continue;
            }
            let left: Vec<usize> = rows.iter().copied().filter(|&row| matched[row][at]).collect();
            if !seen.insert(left.clone()) {
                continue;
            }
            if let Some(mut rest) = self.uncovered(&left, within, key + 1)? {
                rest.insert(0, atom);
                return Some(Some(rest));
            }
        }
        Some(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: Domain = Domain { low: 0, high: 2, absent: false };
    const AGES: Domain = Domain { low: 0, high: i128::MAX, absent: false };

    fn values(ranges: &[(i128, i128)]) -> Matched {
        Matched { ranges: ranges.to_vec(), absent: false }
    }

    fn any() -> Matched {
        values(&[(0, i128::MAX)])
    }

    /// A domain, the ranges of each row, and what is missing.
    type Example = (Domain, &'static [&'static [(i128, i128)]], &'static [Atom]);

    #[test]
    fn what_no_row_is_for_is_named() {
        let table: [Example; 6] = [
            (KINDS, &[&[(0, 0)], &[(1, 1), (2, 2)]], &[]),
            (KINDS, &[&[(0, 0)], &[(2, 2)]], &[Atom::Values(1, 1)]),
            (KINDS, &[], &[Atom::Values(0, 2)]),
            (AGES, &[&[(0, 9)], &[(11, i128::MAX)]], &[Atom::Values(10, 10)]),
            (AGES, &[&[(5, 9)]], &[Atom::Values(0, 4), Atom::Values(10, i128::MAX)]),
            (Domain { absent: true, ..KINDS }, &[&[(0, 2)]], &[Atom::Absent]),
        ];
        for (domain, rows, expected) in table {
            let rows: Vec<Vec<Matched>> = rows.iter().map(|row| vec![values(row)]).collect();
            let found = analyse(&[domain], &rows).unwrap();
            let expected: Vec<Vec<Atom>> = expected.iter().map(|atom| vec![*atom]).collect();
            assert_eq!(found.missing, expected, "{domain:?} {rows:?}");
        }
    }

    #[test]
    fn a_row_is_reached_where_those_before_it_leave_something() {
        let (zero, one) = (values(&[(0, 0)]), values(&[(1, 1)]));
        let table: [(Vec<Vec<Matched>>, &[usize]); 5] = [
            (vec![vec![zero.clone(), any()], vec![any(), any()]], &[]),
            (vec![vec![any(), any()], vec![zero.clone(), any()]], &[1]),
            (
                vec![vec![zero.clone(), one.clone()], vec![zero.clone(), one.clone()], vec![any(), any()]],
                &[1],
            ),
            // Two rows together leave nothing of the third.
            (
                vec![
                    vec![zero.clone(), values(&[(0, 9)])],
                    vec![zero.clone(), values(&[(10, i128::MAX)])],
                    vec![zero.clone(), any()],
                    vec![any(), any()],
                ],
                &[2],
            ),
            (vec![vec![any(), zero.clone()], vec![one.clone(), any()], vec![any(), any()]], &[]),
        ];
        for (rows, expected) in table {
            let found = analyse(&[KINDS, AGES], &rows).unwrap();
            assert_eq!((found.unreached.as_slice(), found.missing.len()), (expected, 0), "{rows:?}");
        }
    }

    #[test]
    fn of_several_keys_one_combination_is_named() {
        let rows = vec![vec![values(&[(0, 0)]), any()], vec![any(), values(&[(0, 9)])]];
        let found = analyse(&[KINDS, AGES], &rows).unwrap();
        assert_eq!(found.missing, [[Atom::Values(1, 2), Atom::Values(10, i128::MAX)]]);
    }

    #[test]
    fn a_search_that_does_not_end_is_given_up() {
        // Each row tells one value of one key apart from all others: all combinations have to be looked at.
        let keys = 12;
        let wide = Domain { low: 0, high: 12, absent: false };
        let rows: Vec<Vec<Matched>> = (0..keys)
            .flat_map(|key| (0..5).map(move |value| (key, value)))
            .map(|(key, value)| {
                (0..keys).map(|at| if at == key { values(&[(value, value)]) } else { any() }).collect()
            })
            .collect();
        let last = vec![vec![any(); keys]];
        assert!(analyse(&vec![wide; keys], &[rows, last].concat()).is_none_or(|it| it.missing.is_empty()));
    }
}
