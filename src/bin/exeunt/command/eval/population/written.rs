//! Standard output, with the hash of what was written to it.

use std::io::{self, Stdout, Write};

/// Standard output, with a record of what was written to it.
pub(super) struct Written {
    pub(super) out: Stdout,
    /// Set where the hash is wanted.
    pub(super) hasher: Option<blake3::Hasher>,
    pub(super) bytes: u64,
    /// Whether something could not be written.
    pub(super) is_cut_off: bool,
}

impl Written {
    pub(super) fn new(is_hashed: bool) -> Self {
        let hasher = is_hashed.then(blake3::Hasher::new);
        Self { out: io::stdout(), hasher, bytes: 0, is_cut_off: false }
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes).inspect_err(|error| self.is_cut_off |= is_final(error))?;
        self.bytes += written as u64;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(&bytes[..written]);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush().inspect_err(|error| self.is_cut_off |= is_final(error))
    }
}

/// Whether what met the error will not be tried again.
fn is_final(error: &io::Error) -> bool {
    error.kind() != io::ErrorKind::Interrupted
}
