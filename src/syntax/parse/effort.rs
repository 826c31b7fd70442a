//! A limit on the work that repairing a file may take. Each repair that is tried reads its chunk again, and a mistake
//! has up to a hundred; without a limit, a file of nothing but mistakes would take a hundred times as long to read as
//! it is long.

/// How many bytes may be read again for the repairs of a file: enough for some hundred mistakes.
const MOST_READ_AGAIN: usize = 4 << 20;
/// What a reading costs apart from its length, in bytes.
const A_READING: usize = 64;

/// What may still be spent on the repairs of a file, and on those of the current chunk. Mistakes beyond that are
/// reported as they are, without a guess at what was meant.
#[derive(Debug)]
pub(super) struct Effort {
    left: usize,
    /// What one chunk may spend of it, so that a long one leaves something to the others.
    share: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self { left: MOST_READ_AGAIN, share: 0 }
    }
}

impl Effort {
    /// Begins with the repairs of another chunk.
    pub(super) fn begin_piece(&mut self) {
        self.share = self.left / 4;
    }

    /// Whether the current chunk may spend no more.
    pub(super) fn is_spent(&self) -> bool {
        self.share == 0
    }

    /// Takes the reading of some bytes out of what is left; whether there was enough.
    pub(super) fn spend(&mut self, bytes: usize) -> bool {
        let share = self.share.checked_sub(bytes + A_READING);
        self.left -= self.share - share.unwrap_or(0);
        self.share = share.unwrap_or(0);
        share.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_leaves_something_to_the_next_and_all_of_them_end() {
        let mut effort = Effort::default();
        effort.begin_piece();
        assert!(!effort.spend(MOST_READ_AGAIN) && effort.is_spent());
        let mut chunks = 0;
        while effort.left > 4 * A_READING {
            effort.begin_piece();
            while effort.spend(1000) {}
            chunks += 1;
        }
        assert!((10..1000).contains(&chunks), "{chunks} chunks");
        effort.begin_piece();
        assert!(!effort.spend(1000));
    }
}
