//! Work on all cores that comes out in the order of the input, in bounded memory.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::input::{Block, Input};
use crate::outcome::Failure;

/// How many blocks may be ahead of the output, for each worker.
const AHEAD: u64 = 3;

/// What has come out, and what waits for its turn.
struct Turns<T> {
    next: u64,
    waiting: BTreeMap<u64, T>,
    failure: Option<Failure>,
    is_over: bool,
}

/// Gives every block to one of `workers`, and what each makes of it to `output`, in order. Stops early when `interrupted`
/// is set or `output` says not to go on.
///
/// # Errors
///
/// The first that reading or `output` gives, after what precedes it has come out.
pub(super) fn in_order<W, T>(
    input: Input,
    workers: Vec<W>,
    interrupted: &AtomicBool,
    work: impl Fn(&mut W, &Block) -> T + Sync,
    mut output: impl FnMut(T) -> Result<bool, Failure> + Send,
) -> Result<Vec<W>, Failure>
where
    W: Send,
    T: Send,
{
    let ahead = AHEAD * workers.len() as u64;
    let input = Mutex::new(input);
    let turns = Mutex::new(Turns { next: 0, waiting: BTreeMap::new(), failure: None, is_over: false });
    let moved = Condvar::new();
    let output: Mutex<&mut (dyn FnMut(T) -> Result<bool, Failure> + Send)> = Mutex::new(&mut output);
    let run = |mut worker: W| {
        let _others = StopOthers { turns: &turns, moved: &moved };
        while !interrupted.load(Ordering::Relaxed) && !lock(&turns).is_over {
            let block = match lock(&input).next() {
                Ok(Some(block)) => block,
                Ok(None) => break,
                Err(failure) => {
                    lock(&turns).failure.get_or_insert(failure);
                    break;
                }
            };
            let made = work(&mut worker, &block);
            let mut waiting = lock(&turns);
            while block.index >= waiting.next + ahead && !waiting.is_over {
                waiting = moved.wait(waiting).unwrap_or_else(PoisonError::into_inner);
            }
            waiting.waiting.insert(block.index, made);
            drain(&mut waiting, &mut **lock(&output));
            drop(waiting);
            moved.notify_all();
            lock(&input).recycle(block.text);
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

/// Puts out whatever is next.
fn drain<T>(turns: &mut Turns<T>, output: &mut (dyn FnMut(T) -> Result<bool, Failure> + Send)) {
    while !turns.is_over
        && let Some(made) = turns.waiting.remove(&turns.next)
    {
        turns.next += 1;
        match output(made) {
            Ok(goes_on) => turns.is_over = !goes_on,
            Err(failure) => {
                turns.failure.get_or_insert(failure);
                turns.is_over = true;
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
