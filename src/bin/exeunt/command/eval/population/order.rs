//! Work on all cores that comes out in the order of the input, in bounded memory.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::outcome::Failure;

/// What gives the blocks of work, in order.
pub(in crate::command) trait Source: Send {
    /// One piece of work.
    type Block;

    /// How many blocks may be begun before the one whose output is next, for each worker.
    const AHEAD: u64;

    /// The next block; `None` after the last.
    fn next(&mut self) -> Result<Option<Self::Block>, Failure>;

    /// Takes back a block that is done with.
    fn recycle(&mut self, block: Self::Block);
}

/// Blocks, and how many were given out.
struct Blocks<S> {
    source: S,
    given: u64,
}

impl<S: Source> Blocks<S> {
    fn next(&mut self) -> Result<Option<(u64, S::Block)>, Failure> {
        let block = self.source.next()?;
        self.given += u64::from(block.is_some());
        Ok(block.map(|block| (self.given - 1, block)))
    }
}

/// What has come out, and what waits for its turn.
struct Turns<T> {
    /// The block whose output is next.
    next: u64,
    waiting: BTreeMap<u64, Pieces<T>>,
    failure: Option<Failure>,
    is_over: bool,
}

/// What was made of a block and has not come out.
struct Pieces<T> {
    made: Vec<T>,
    /// How the work on it ended, if it did.
    end: Option<Result<(), Failure>>,
}

type Output<'o, T> = dyn FnMut(T) -> Result<bool, Failure> + Send + 'o;

/// Gives every block to one of `workers`, and the pieces that each makes of it to `output`, in order. Stops early when
/// `interrupted` is set or `output` says not to go on; the function that `work` hands its pieces to says so too, and `work`
/// whether it finished its block nevertheless.
///
/// # Errors
///
/// The first that reading, working or `output` gives, after what precedes it has come out.
pub(in crate::command) fn in_order<S, W, T>(
    source: S,
    workers: Vec<W>,
    interrupted: &AtomicBool,
    work: impl Fn(&mut W, &S::Block, &mut dyn FnMut(T) -> bool) -> Result<bool, Failure> + Sync,
    mut output: impl FnMut(T) -> Result<bool, Failure> + Send,
) -> Result<Vec<W>, Failure>
where
    S: Source,
    W: Send,
    T: Send,
{
    let ahead = S::AHEAD * workers.len() as u64;
    let blocks = Mutex::new(Blocks { source, given: 0 });
    let turns = Mutex::new(Turns { next: 0, waiting: BTreeMap::new(), failure: None, is_over: false });
    let moved = Condvar::new();
    let output: Mutex<&mut Output<'_, T>> = Mutex::new(&mut output);
    let put = |index, piece, end| {
        let mut turns = lock(&turns);
        turns.put(index, piece, end);
        turns.drain(&mut **lock(&output));
        moved.notify_all();
        !turns.is_over && !interrupted.load(Ordering::Relaxed)
    };
    let run = |mut worker: W| {
        let _others = StopOthers { turns: &turns, moved: &moved };
        while !interrupted.load(Ordering::Relaxed) && !lock(&turns).is_over {
            let next = lock(&blocks).next();
            let (index, block) = match next {
                Ok(Some(block)) => block,
                Ok(None) => break,
                Err(failure) => {
                    lock(&turns).failure.get_or_insert(failure);
                    break;
                }
            };
            let mut waiting = lock(&turns);
            while index >= waiting.next + ahead && !waiting.is_over {
                waiting = moved.wait(waiting).unwrap_or_else(PoisonError::into_inner);
            }
            drop(waiting);
            let end = match work(&mut worker, &block, &mut |piece| put(index, Some(piece), None)) {
                Ok(true) => Some(Ok(())),
                Ok(false) => None,
                Err(failure) => Some(Err(failure)),
            };
            put(index, None, end);
            lock(&blocks).source.recycle(block);
        }
        worker
    };
    let workers = thread::scope(|scope| {
        let running: Vec<_> = workers.into_iter().map(|worker| scope.spawn(|| run(worker))).collect();
        running.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    let turns = turns.into_inner().unwrap_or_else(PoisonError::into_inner);
    turns.failure.map_or(Ok(workers), Err)
}
/// Keeps the others from waiting for one that panicked.
struct StopOthers<'t, T> {
    turns: &'t Mutex<Turns<T>>,
    moved: &'t Condvar,
}

impl<T> Drop for StopOthers<'_, T> {
    fn drop(&mut self) {
        if thread::panicking() {
            lock(self.turns).is_over = true;
            self.moved.notify_all();
        }
    }
}

impl<T> Turns<T> {
    /// Adds to what was made of a block.
    fn put(&mut self, index: u64, piece: Option<T>, end: Option<Result<(), Failure>>) {
        let pieces = self.waiting.entry(index).or_insert_with(|| Pieces { made: Vec::new(), end: None });
        pieces.made.extend(piece);
        pieces.end = end;
    }

    /// Puts out whatever is next.
    fn drain(&mut self, output: &mut Output<'_, T>) {
        while !self.is_over
            && let Some(mut pieces) = self.waiting.remove(&self.next)
        {
            for piece in pieces.made.drain(..) {
                match output(piece) {
                    Ok(true) => {}
                    Ok(false) => self.is_over = true,
                    Err(failure) => self.fail(failure),
                }
                if self.is_over {
                    return;
                }
            }
            match pieces.end {
                Some(Ok(())) => self.next += 1,
                Some(Err(failure)) => self.fail(failure),
                None => {
                    self.waiting.insert(self.next, pieces);
                    return;
                }
            }
        }
    }

    fn fail(&mut self, failure: Failure) {
        self.failure.get_or_insert(failure);
        self.is_over = true;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
