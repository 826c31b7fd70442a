//! Reading files block by block, with a hash of what was read. What an earlier run judged is read again, compared and
//! passed over.

use blake3::Hasher;

use super::files::Files;
use crate::command::eval::population::Source;
use crate::command::eval::population::input::{Block, Input};
use crate::command::sweep::manifest::FileRead;
use crate::messages::sweeping;
use crate::outcome::Failure;

/// Whole lines of one file that are to be judged.
pub(super) struct Part {
    pub(super) block: Block,
    /// How many lines precede them.
    pub(super) first_line: u64,
    /// How far the file is read with them.
    pub(super) after: FileRead,
}

/// Hands out what is to be judged.
pub(super) struct Reader {
    input: Input,
    names: Vec<String>,
    earlier: Vec<FileRead>,
    /// The file that is being read.
    file: usize,
    hasher: Hasher,
    bytes: u64,
    lines: u64,
}

impl Reader {
    /// `earlier` is what an earlier run judged: the first of the files.
    pub(super) fn new(files: &Files, earlier: Vec<FileRead>) -> Result<Self, Failure> {
        let input = Input::new(files.paths.clone(), false);
        let reader = Self {
            input,
            names: files.names.clone(),
            earlier,
            file: 0,
            hasher: Hasher::new(),
            bytes: 0,
            lines: 0,
        };
        for (at, read) in reader.earlier.iter().enumerate() {
            if reader.names.get(at) != Some(&read.name) {
                return Err(Failure::Input(sweeping::not_the_file(
                    reader.names.get(at).unwrap_or(&read.name),
                )));
            }
        }
        Ok(reader)
    }

    /// Goes on to a file; those before it are over.
    fn enter(&mut self, file: usize) -> Result<(), Failure> {
        while self.file < file {
            if self.earlier.get(self.file).is_some_and(|earlier| self.bytes < earlier.bytes) {
                return Err(self.changed());
            }
            self.file += 1;
            (self.hasher, self.bytes, self.lines) = (Hasher::new(), 0, 0);
        }
        Ok(())
    }

    /// How much of a text was judged earlier.
    fn judged(&mut self, text: &[u8]) -> Result<usize, Failure> {
        let Some(earlier) = self.earlier.get(self.file) else { return Ok(0) };
        let (bytes, whole, blake3) = (earlier.bytes, earlier.whole, earlier.blake3.clone());
        let left = bytes - self.bytes.min(bytes);
        let judged = text.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        self.read(&text[..judged]);
        let is_over = self.bytes == bytes && judged < text.len();
        let is_same = judged == 0 || self.bytes < bytes || self.hasher.finalize().to_hex().as_str() == blake3;
        // Lines are judged whole: what was read ends one, unless it ends the file.
        let ends_line = judged == 0 || text[judged - 1] == b'\n' || judged == text.len();
        if is_same && ends_line && !(is_over && whole) { Ok(judged) } else { Err(self.changed()) }
    }

    fn read(&mut self, text: &[u8]) {
        self.hasher.update(text);
        self.bytes += text.len() as u64;
        self.lines += memchr::memchr_iter(b'\n', text).count() as u64;
        self.lines += u64::from(text.last().is_some_and(|last| *last != b'\n'));
    }

    fn so_far(&self) -> FileRead {
        FileRead {
            name: self.names[self.file].clone(),
            bytes: self.bytes,
            lines: self.lines,
            blake3: self.hasher.finalize().to_hex().to_string(),
            whole: false,
        }
    }

    fn changed(&self) -> Failure {
        Failure::Input(sweeping::changed_since_judged(&self.names[self.file]))
    }
}

impl Source for Reader {
    type Block = Part;

    const AHEAD: u64 = Input::AHEAD;

    fn next(&mut self) -> Result<Option<Part>, Failure> {
        loop {
            let Some(mut block) = self.input.next()? else {
                self.enter(self.names.len())?;
                return Ok(None);
            };
            self.enter(block.file)?;
            let judged = self.judged(&block.text)?;
            if judged == block.text.len() {
                self.input.recycle(block);
                continue;
            }
            block.text.drain(..judged);
            let first_line = self.lines;
            self.read(&block.text);
            return Ok(Some(Part { first_line, after: self.so_far(), block }));
        }
    }

    fn recycle(&mut self, part: Part) {
        self.input.recycle(part.block);
    }
}

impl FileRead {
    /// Of a file of which nothing is read.
    pub(super) fn none(name: &str) -> Self {
        let blake3 = Hasher::new().finalize().to_hex().to_string();
        Self { name: name.to_owned(), bytes: 0, lines: 0, blake3, whole: false }
    }
}
