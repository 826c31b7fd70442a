//! The facts of a population: files one after the other, plain or compressed, in blocks of whole lines.

use std::io::{self, BufRead as _, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::order::Source;
use crate::facts_file::{self, MOST_OF_ONE, is_json, shown};
use crate::files::is_standard_input;
use crate::messages::{Reason, judging, usage};
use crate::outcome::Failure;
use exeunt::diagnostic::Message;

/// How much is read at a time, in bytes.
const BLOCK: usize = 1 << 20;

/// Whole lines of one file.
pub(in crate::command) struct Block {
    /// Index of the file.
    pub(in crate::command) file: usize,
    /// The lines; an end of line at the end may be missing only where the file ends.
    pub(in crate::command) text: Vec<u8>,
}

/// Hands out the blocks of all files, in order.
pub(in crate::command) struct Input {
    files: Vec<PathBuf>,
    /// Whether every file holds an account a line, whatever it looks like.
    by_lines: bool,
    next_file: usize,
    open: Option<Box<dyn Read + Send>>,
    /// What was read after the last whole line.
    rest: Vec<u8>,
    /// Buffers to be filled again.
    spare: Vec<Vec<u8>>,
    progress: Arc<AtomicU64>,
}

impl Input {
    /// Nothing is opened yet.
    pub(in crate::command) fn new(files: Vec<PathBuf>, by_lines: bool) -> Self {
        Self {
            files,
            by_lines,
            next_file: 0,
            open: None,
            rest: Vec::new(),
            spare: Vec::new(),
            progress: Arc::default(),
        }
    }

    /// How many bytes of the files were read so far, as they are on the disk.
    pub(super) fn progress(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.progress)
    }

    /// The size of all files together, if that is known.
    pub(super) fn size(&self) -> Option<u64> {
        self.files.iter().map(|file| size(file)).sum()
    }

    fn open_next(&mut self) -> Result<bool, Failure> {
        let Some(path) = self.files.get(self.next_file) else { return Ok(false) };
        let opened = open(path, Arc::clone(&self.progress)).map_err(|error| {
            Failure::Input(usage::cannot_read(Message::verbatim(shown(path)), error.reason()))
        })?;
        self.open = Some(lines_of(opened, path, self.by_lines)?);
        self.next_file += 1;
        Ok(true)
    }
}

impl Source for Input {
    type Block = Block;

    const AHEAD: u64 = 3;

    fn next(&mut self) -> Result<Option<Block>, Failure> {
        loop {
            let Some(file) = &mut self.open else {
                if !self.open_next()? {
                    return Ok(None);
                }
                continue;
            };
            let mut text = self.spare.pop().unwrap_or_default();
            text.clear();
            text.append(&mut self.rest);
            let name = &self.files[self.next_file - 1];
            let goes_on = fill(file.as_mut(), &mut text, &mut self.rest).map_err(|error| {
                Failure::Input(usage::cannot_read(Message::verbatim(shown(name)), error.reason()))
            })?;
            if !goes_on {
                self.open = None;
            }
            if !text.is_empty() {
                return Ok(Some(Block { file: self.next_file - 1, text }));
            }
            self.spare.push(text);
        }
    }

    fn recycle(&mut self, block: Block) {
        self.spare.push(block.text);
    }
}

/// The lines of a file. A JSON file holds an account a line, or one that goes on beyond the first line; other files, and all
/// under `--lines`, must hold an account a line.
fn lines_of(
    file: Box<dyn Read + Send>,
    path: &Path,
    by_lines: bool,
) -> Result<Box<dyn Read + Send>, Failure> {
    let failed =
        |error: io::Error| Failure::Input(usage::cannot_read(Message::verbatim(shown(path)), error.reason()));
    let mut file = io::BufReader::with_capacity(BLOCK, file);
    let mut start = Vec::new();
    let first = next_line(&mut file, &mut start).map_err(failed)?;
    let goes_on = is_cut_off(&start[first]);
    if goes_on && (by_lines || !is_json(path)) {
        let second = next_line(&mut file, &mut start).map_err(failed)?;
        if !start[second.clone()].trim_ascii().is_empty() && !is_whole(&start[second]) {
            return Err(Failure::Input(spread_out(path)));
        }
    }
    let whole = io::Cursor::new(start).chain(file);
    Ok(if goes_on && is_json(path) && !by_lines {
        Box::new(OneLine { file: whole })
    } else {
        Box::new(whole)
    })
}

/// Reads on to the end of the next line that is not blank, unless many blank ones precede it; gives where it stands.
fn next_line(file: &mut impl io::BufRead, text: &mut Vec<u8>) -> io::Result<Range<usize>> {
    loop {
        let from = text.len();
        let read = file.take(MOST_OF_ONE.into()).read_until(b'\n', text)?;
        if read == 0 || from > BLOCK || !text[from..].trim_ascii().is_empty() {
            return Ok(from..text.len());
        }
    }
}

/// Whether a JSON text ends too early.
fn is_cut_off(text: &[u8]) -> bool {
    let parsed = serde_json::from_slice::<serde::de::IgnoredAny>(text);
    !text.trim_ascii().is_empty() && parsed.is_err_and(|error| error.is_eof())
}

fn is_whole(text: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok()
}

/// What to do with one account that is spread over several lines.
fn spread_out(path: &Path) -> Message {
    let name = shown(path);
    let remedy = if is_json(path) || is_standard_input(path) {
        judging::leave_out_lines()
    } else {
        judging::write_as_one_line()
    };
    judging::not_a_line_each(&name, remedy)
}

/// A JSON text as one line: in JSON an end of line is never more than space between tokens.
struct OneLine<R> {
    file: R,
}

impl<R: Read> Read for OneLine<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        for byte in &mut buffer[..count] {
            if matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
        Ok(count)
    }
}

fn size(file: &Path) -> Option<u64> {
    let about = std::fs::metadata(file).ok().filter(|_| !is_standard_input(file))?;
    about.is_file().then_some(about.len())
}

/// Reads on until `text` holds whole lines, and puts what follows them into `rest`. Gives whether the file may go on.
fn fill(file: &mut dyn Read, text: &mut Vec<u8>, rest: &mut Vec<u8>) -> io::Result<bool> {
    let mut searched = 0;
    loop {
        let before = text.len();
        file.take(BLOCK as u64).read_to_end(text)?;
        if text.len() == before {
            return Ok(false);
        }
        if let Some(at) = memchr::memrchr(b'\n', &text[searched..]) {
            let end = searched + at + 1;
            rest.extend_from_slice(&text[end..]);
            text.truncate(end);
            return Ok(true);
        }
        searched = text.len();
        if searched > MOST_OF_ONE as usize {
            let message = judging::line_too_long(u64::from(MOST_OF_ONE >> 20));
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
    }
}

/// Opens a file, and counts what is read of it as it is on the disk.
fn open(path: &Path, progress: Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
    facts_file::decompressed(Box::new(Counted { file: facts_file::open_stream(path)?, progress }))
}

/// Counts what is read.
struct Counted {
    file: Box<dyn Read + Send>,
    progress: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.progress.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
