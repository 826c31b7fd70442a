//! The frames of a zstd file (RFC 8878), one after the other, each held to its checksum.

use crate::messages::usage;
use exeunt::diagnostic::Message;
use std::io::{self, BufRead as _, BufReader, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// How a frame of data begins.
const DATA: u32 = 0xFD2F_B528;
/// How frames begin that hold other programs' data, up to the last digit. (RFC 8878, 3.1.2)
const SKIPPABLE: u32 = 0x184D_2A50;

/// Whether a file that begins so is one of zstd.
pub(super) fn is_magic(bytes: [u8; 4]) -> bool {
    let magic = u32::from_le_bytes(bytes);
    magic == DATA || magic & !0xF == SKIPPABLE
}

/// The data of all frames.
pub(super) struct Frames {
    file: BufReader<Box<dyn Read + Send>>,
    decoder: FrameDecoder,
    is_within: bool,
}

impl Frames {
    pub(super) fn new(file: Box<dyn Read + Send>) -> Self {
        Self { file: BufReader::new(file), decoder: FrameDecoder::new(), is_within: false }
    }

    /// Begins the next frame of data; gives whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.file.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.file) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => self.skip(length)?,
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }

    fn skip(&mut self, length: u32) -> io::Result<()> {
        let skipped = io::copy(&mut self.file.by_ref().take(length.into()), &mut io::sink())?;
        if skipped < length.into() { Err(damaged(usage::ends_within_frame())) } else { Ok(()) }
    }

    /// Decodes until there is something to be read, or the frame ends.
    fn decode(&mut self) -> io::Result<()> {
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            let some = BlockDecodingStrategy::UptoBlocks(1);
            self.decoder.decode_blocks(&mut self.file, some).map_err(io::Error::other)?;
        }
        Ok(())
    }

    /// Compares the checksum of the data with the one that the frame gives, if it gives one.
    fn check(&self) -> io::Result<()> {
        match self.decoder.get_checksum_from_data() {
            Some(given) if self.decoder.get_calculated_checksum() != Some(given) => {
                Err(damaged(usage::checksum_wrong()))
            }
            _ => Ok(()),
        }
    }
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() && (self.is_within || self.begin()?) {
            self.is_within = true;
            self.decode()?;
            let count = self.decoder.read(buffer)?;
            if count > 0 {
                return Ok(count);
            }
            self.check()?;
            self.is_within = false;
        }
        Ok(0)
    }
}

fn damaged(why: Message) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}
