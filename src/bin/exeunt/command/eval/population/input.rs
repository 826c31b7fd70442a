//! The facts of a population: files one after the other, plain or compressed, in blocks of whole lines.

use std::io::{self, BufRead as _, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use super::order::Source;
use crate::files;
use crate::outcome::Failure;

/// How much is read at a time, in bytes.
const BLOCK: usize = 1 << 20;
/// A longer line is taken for a mistake.
const MOST_LINE: usize = 256 << 20;

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
        let opened = open(path, Arc::clone(&self.progress))
            .map_err(|error| Failure::Input(format!("cannot read {}: {error}", shown(path))))?;
        self.open = Some(if self.by_lines || !is_json(path) { opened } else { lines_of(opened, path)? });
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
            let goes_on = fill(file.as_mut(), &mut text, &mut self.rest)
                .map_err(|error| Failure::Input(format!("cannot read {}: {error}", shown(name))))?;
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

/// The file's name, as it is shown.
pub(super) fn shown(file: &Path) -> String {
    if is_standard_input(file) { "<standard input>".to_owned() } else { files::shown(file) }
}

fn is_standard_input(file: &Path) -> bool {
    file == Path::new("-")
}

/// A JSON file holds an account a line, or one that goes on beyond the first line.
fn lines_of(file: Box<dyn Read + Send>, path: &Path) -> Result<Box<dyn Read + Send>, Failure> {
    let mut file = io::BufReader::with_capacity(BLOCK, file);
    let mut start = Vec::new();
    while start.trim_ascii().is_empty() {
        let read = file.by_ref().take(BLOCK as u64).read_until(b'\n', &mut start);
        if read.map_err(|error| Failure::Input(format!("cannot read {}: {error}", shown(path))))? == 0 {
            break;
        }
    }
    let line = serde_json::from_slice::<serde::de::IgnoredAny>(&start);
    let goes_on = !start.trim_ascii().is_empty() && line.is_err_and(|error| error.is_eof());
    let whole = io::Cursor::new(start).chain(file);
    Ok(if goes_on { Box::new(OneLine { file: whole }) } else { Box::new(whole) })
}

fn is_json(file: &Path) -> bool {
    uncompressed_name(file).ends_with(".json")
}

/// The name of a file in lower case, without the ending of a compression.
pub(in crate::command) fn uncompressed_name(file: &Path) -> String {
    let name = file.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let shorter = [".gz", ".zst"].iter().find_map(|end| name.strip_suffix(end)).map(str::to_owned);
    shorter.unwrap_or(name)
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
        if searched > MOST_LINE {
            let message = format!("a line of more than {} MiB; is this one account a line?", MOST_LINE >> 20);
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
    }
}

/// Opens a file, or standard input for `-`, and undoes its compression, which its first bytes tell.
fn open(path: &Path, progress: Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
    let file: Box<dyn Read + Send> =
        if is_standard_input(path) { Box::new(io::stdin()) } else { Box::new(files::open_stream(path)?) };
    let mut file = Counted { file, progress };
    let mut magic = Vec::new();
    file.by_ref().take(4).read_to_end(&mut magic)?;
    let compression = Compression::of(&magic);
    let whole = io::Cursor::new(magic).chain(file);
    Ok(match compression {
        Compression::None => Box::new(whole),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(io::BufReader::new(whole))),
        Compression::Zstd => Box::new(Frames::new(io::BufReader::new(Box::new(whole)))),
    })
}

enum Compression {
    None,
    /// RFC 1952
    Gzip,
    /// RFC 8878
    Zstd,
}

impl Compression {
    fn of(magic: &[u8]) -> Self {
        match magic {
            [0x1F, 0x8B, ..] => Self::Gzip,
            [0x28, 0xB5, 0x2F, 0xFD] => Self::Zstd,
            _ => Self::None,
        }
    }
}

type Compressed = io::BufReader<Box<dyn Read + Send>>;

/// The frames of a zstd file, one after the other.
struct Frames {
    /// One of them, or what is left between two.
    state: Option<Frame>,
}

enum Frame {
    Before(Compressed),
    Within(Box<StreamingDecoder<Compressed, FrameDecoder>>),
}

impl Frames {
    fn new(file: Compressed) -> Self {
        Self { state: Some(Frame::Before(file)) }
    }
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.state.take() {
                None => return Ok(0),
                Some(Frame::Before(mut file)) => {
                    if !file.fill_buf()?.is_empty() {
                        let decoder = StreamingDecoder::new(file).map_err(io::Error::other)?;
                        self.state = Some(Frame::Within(Box::new(decoder)));
                    }
                }
                Some(Frame::Within(mut decoder)) => {
                    let count = decoder.read(buffer)?;
                    if count > 0 {
                        self.state = Some(Frame::Within(decoder));
                        return Ok(count);
                    }
                    self.state = Some(Frame::Before(decoder.into_inner()));
                }
            }
        }
    }
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
