//! The difference of two texts as a unified diff, as `patch` and `git apply` read it.

use std::fmt::Write as _;
use std::ops::Range;

/// Unchanged lines that are shown around a change.
const CONTEXT: usize = 3;
/// Texts that differ by more lines than this are shown as changed from the first difference to the last: the search for the
/// lines that they share takes time and memory in the square of this number.
const MOST_CHANGES: usize = 2_000;

/// The lines that differ, `Range`s of the old text's and of the new text's.
pub(crate) type Change = (Range<usize>, Range<usize>);

/// What makes `old` into `new`, below a header of two names; nothing if they are the same.
pub(crate) fn unified(old: &str, new: &str, [from, to]: [&str; 2]) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let changes = changes(&old, &new);
    let mut out = String::new();
    if !changes.is_empty() {
        let _ = writeln!(out, "--- {from}\n+++ {to}");
    }
    // Changes whose contexts meet are one hunk.
    for hunk in changes.chunk_by(|one, next| next.0.start - one.0.end <= 2 * CONTEXT) {
        write_hunk(&old, &new, hunk, &mut out);
    }
    out
}

fn write_hunk(old: &[&str], new: &[&str], changes: &[Change], out: &mut String) {
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return };
    let before = CONTEXT.min(first.0.start);
    let after = CONTEXT.min(old.len() - last.0.end);
    let (old_lines, new_lines) =
        (first.0.start - before..last.0.end + after, first.1.start - before..last.1.end + after);
    let _ = writeln!(out, "@@ -{} +{} @@", numbers(&old_lines), numbers(&new_lines));
    let mut at = old_lines.start;
    for (removed, added) in changes {
        write_lines(' ', &old[at..removed.start], out);
        write_lines('-', &old[removed.clone()], out);
        write_lines('+', &new[added.clone()], out);
        at = removed.end;
    }
    write_lines(' ', &old[at..old_lines.end], out);
}

fn write_lines(mark: char, lines: &[&str], out: &mut String) {
    for line in lines {
        out.push(mark);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// Lines as the head of a hunk counts them: from 1, and an empty range by the line before it.
fn numbers(lines: &Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => (lines.start + 1).to_string(),
        count => format!("{},{count}", lines.start + 1),
    }
}

/// What lies between the lines that both texts share.
pub(crate) fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let start = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let ends = old[start..].iter().rev().zip(new[start..].iter().rev());
    let end = ends.take_while(|(one, other)| one == other).count();
    let shared = shared(&old[start..old.len() - end], &new[start..new.len() - end]);
    let shared = shared.into_iter().map(|(one, other)| (start + one, start + other));
    let (mut changes, mut at) = (Vec::new(), (start, start));
    for (one, other) in shared.chain([(old.len() - end, new.len() - end)]) {
        if at != (one, other) {
            changes.push((at.0..one, at.1..other));
        }
        at = (one + 1, other + 1);
    }
    changes
}

/// The lines of a longest common subsequence, by their places in both (E. Myers, "An O(ND) difference algorithm"); none if the
/// texts differ by more than [`MOST_CHANGES`] lines.
fn shared(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let most = MOST_CHANGES.min(old.len() + new.len());
    // By diagonal (the place in `old` less the place in `new`, and `most` more): how far into `old` the edits lead.
    let mut reached = vec![0_usize; 2 * most + 2];
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    for edits in 0..=most {
        let diagonals = most - edits..=most + edits;
        rounds.push(reached[*diagonals.start()..=*diagonals.end() + 1].to_vec());
        for diagonal in diagonals.step_by(2) {
            let is_insertion = diagonal == most - edits
                || diagonal != most + edits && reached[diagonal - 1] < reached[diagonal + 1];
            let mut at = if is_insertion { reached[diagonal + 1] } else { reached[diagonal - 1] + 1 };
            while at < old.len() && at + most - diagonal < new.len() && old[at] == new[at + most - diagonal] {
                at += 1;
            }
            reached[diagonal] = at;
            if at >= old.len() && at + most >= new.len() + diagonal {
                return traced(&rounds, old.len(), new.len());
            }
        }
    }
    Vec::new()
}

/// The shared lines on the way that leads to the ends of both texts. A round holds what was reached before its edit, from
/// the lowest diagonal that the edit can begin at.
fn traced(rounds: &[Vec<usize>], mut at: usize, mut other: usize) -> Vec<(usize, usize)> {
    let mut shared = Vec::new();
    for (edits, reached) in rounds.iter().enumerate().rev() {
        let diagonal = at + edits - other;
        let is_insertion =
            diagonal == 0 || diagonal != 2 * edits && reached[diagonal - 1] < reached[diagonal + 1];
        // Where the edit begins, and where the shared lines behind it do.
        let (from, behind) = match (edits, is_insertion) {
            (0, _) => ((0, 0), 0),
            (_, true) => {
                let from = reached[diagonal + 1];
                ((from, from + edits - diagonal - 1), from)
            }
            (_, false) => {
                let from = reached[diagonal - 1];
                ((from, from + edits + 1 - diagonal), from + 1)
            }
        };
        while at > behind {
            (at, other) = (at - 1, other - 1);
            shared.push((at, other));
        }
        (at, other) = from;
    }
    shared.reverse();
    shared
}

#[cfg(test)]
mod tests {
    use exeunt_testkit::Dice;

    use super::*;

    fn of(old: &str, new: &str) -> String {
        unified(old, new, ["old", "new"])
    }

    #[test]
    fn a_change_is_shown_with_three_lines_around_it() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let new = "1\n2\n3\n4\nfive\nand a half\n6\n7\n8\n9\n";
        let shown = "--- old\n+++ new\n@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+five\n+and a half\n 6\n 7\n 8\n";
        assert_eq!(of(old, new), shown);
        assert_eq!(of(old, old), "");
    }

    #[test]
    fn an_empty_range_is_counted_by_the_line_before_it_and_a_missing_end_is_shown() {
        assert_eq!(of("", "a\n"), "--- old\n+++ new\n@@ -0,0 +1 @@\n+a\n");
        assert_eq!(
            of("a\nb", "a\n"),
            "--- old\n+++ new\n@@ -1,2 +1 @@\n a\n-b\n\\ No newline at end of file\n"
        );
        assert_eq!(of("a", "a\n"), "--- old\n+++ new\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
    }

    #[test]
    fn changes_whose_contexts_meet_are_one_hunk() {
        let text = |changed: &[usize]| -> String {
            (0..20)
                .map(|at| if changed.contains(&at) { format!("x{at}\n") } else { format!("{at}\n") })
                .collect()
        };
        assert_eq!(of(&text(&[]), &text(&[5, 12])).matches("@@ -").count(), 1);
        assert_eq!(of(&text(&[]), &text(&[5, 13])).matches("@@ -").count(), 2);
    }

    /// Applies a difference.
    fn patched(old: &str, difference: &str) -> String {
        let old: Vec<&str> = old.split_inclusive('\n').collect();
        let (mut new, mut at) = (String::new(), 0);
        for line in difference.split_inclusive('\n').skip(2) {
            if let Some(head) = line.strip_prefix("@@ -") {
                let numbers = head.split(' ').next().expect("the old lines");
                let (start, count) = numbers.split_once(',').unwrap_or((numbers, "1"));
                let start: usize = start.parse().expect("a number");
                let start = if count == "0" { start } else { start - 1 };
                new.extend(old[at..start].iter().copied());
                at = start;
            } else if line.starts_with('\\') {
                continue;
            } else {
                let (mark, text) = line.split_at(1);
                if mark != "+" {
                    assert_eq!(text.trim_end(), old[at].trim_end());
                    at += 1;
                }
                if mark != "-" {
                    new.push_str(text);
                }
            }
        }
        new.extend(old[at..].iter().copied());
        new
    }

    #[test]
    fn a_difference_makes_the_new_text_of_the_old_one_and_is_the_shortest() {
        for seed in 0..2_000 {
            let mut dice = Dice::new(seed);
            let mut lines = |count: usize| -> Vec<String> {
                (0..count).map(|_| format!("{}\n", ["a", "b", "c", "d"][dice.below(4)])).collect()
            };
            let (old, new) = (lines(seed as usize % 13), lines(seed as usize % 11));
            let difference = of(&old.concat(), &new.concat());
            assert_eq!(patched(&old.concat(), &difference), new.concat(), "{difference}");
            let edits = difference.lines().skip(2).filter(|line| line.starts_with(['+', '-'])).count();
            assert_eq!(edits, old.len() + new.len() - 2 * longest(&old, &new), "{difference}");
        }
    }

    /// The length of the longest common subsequence, by the table.
    fn longest(old: &[String], new: &[String]) -> usize {
        let mut row = vec![0; new.len() + 1];
        for one in old {
            let mut diagonal = 0;
            for (at, other) in new.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if one == other { diagonal + 1 } else { above.max(row[at]) };
                diagonal = above;
            }
        }
        row[new.len()]
    }

    #[test]
    fn texts_that_differ_by_too_many_lines_are_shown_as_changed_throughout() {
        let text = |word: &str| -> String {
            (0..3 * MOST_CHANGES)
                .map(|at| if at % 3 == 0 { "same\n".to_owned() } else { format!("{word}{at}\n") })
                .collect()
        };
        let (old, new) = (text("a"), text("b"));
        assert_eq!(patched(&old, &of(&old, &new)), new);
    }
}
