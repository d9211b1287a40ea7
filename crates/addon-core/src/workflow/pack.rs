//! Manifests made small: folded, xz, then base64 in lines, as `base64 -d | unxz | awk` takes it back.

use std::fmt;
use std::io::{self, Read as _, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liblzma::bufread::XzDecoder;
use liblzma::stream::{self, CONCATENATED, Check, Filters, LzmaOptions, Stream};
use liblzma::write::XzEncoder;

use super::fold;
use crate::limits;

/// How hard to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strength {
    /// Small enough for most: a sixth larger.
    Fast,
    /// Within two hundredths of as small as it gets; takes five times as long.
    Small,
}

/// As much as a text may repeat itself over: CRDs do over megabytes. `unxz` needs this much memory, and packing ten
/// times as much, so that short texts get no more than their own length.
const DICTIONARY: u32 = 8 << 20;
/// What xz asks for at the least, rounded up.
const SMALLEST_DICTIONARY: u32 = 64 << 10;
/// Bytes that make a line of 1000 characters: a template indents each line, so that short lines cost a quarter more.
const LINE: usize = 750;

/// The longest text that is folded, in bytes: to fold takes several times its memory, and what is longer will not fit
/// into a step anyway.
const FOLDABLE: usize = limits::UNPACKED;

/// A text that is to be packed.
#[derive(Debug)]
pub(crate) enum Packable<'a> {
    /// As it is, in pieces.
    Plain(Vec<&'a str>),
    /// Its repetitions folded.
    Folded(String),
}

impl<'a> Packable<'a> {
    /// The text of these pieces, folded where that saves something.
    pub(crate) fn folded(pieces: Vec<&'a str>) -> Self {
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        let folded = (length <= FOLDABLE).then(|| fold::fold(&pieces.concat())).flatten();
        folded.map_or(Self::Plain(pieces), Self::Folded)
    }

    /// The text packed. The same text gives the same bytes.
    pub(crate) fn pack(&self, strength: Strength) -> io::Result<String> {
        match self {
            Self::Plain(pieces) => pack(pieces.iter().copied(), strength),
            Self::Folded(text) => pack([text.as_str()].into_iter(), strength),
        }
    }
}

/// Packs a text that comes in pieces, as it is. The same pieces give the same bytes.
pub(crate) fn pack<'a>(
    pieces: impl Iterator<Item = &'a str> + Clone,
    strength: Strength,
) -> io::Result<String> {
    let length = pieces.clone().map(str::len).sum();
    let options = options(strength, length)?;
    let stream = Stream::new_stream_encoder(Filters::new().lzma2(&options), Check::Crc32)?;
    let mut encoder = XzEncoder::new_stream(Vec::new(), stream);
    for piece in pieces {
        encoder.write_all(piece.as_bytes())?;
    }
    Ok(lines(&encoder.finish()?))
}

/// Chosen by trial on bundles of CRDs and of dashboards.
fn options(strength: Strength, length: usize) -> io::Result<LzmaOptions> {
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    let mut options = LzmaOptions::new_preset(match strength {
        Strength::Fast => 3,
        Strength::Small => 6,
    })?;
    options.dict_size(length.clamp(SMALLEST_DICTIONARY, DICTIONARY)).position_bits(0);
    if strength == Strength::Small {
        options.nice_len(273).depth(24);
    }
    Ok(options)
}

fn lines(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 4 / 3 + bytes.len() / LINE + 8);
    for line in bytes.chunks(LINE) {
        STANDARD.encode_string(line, &mut out);
        out.push('\n');
    }
    out
}

/// Whether a text looks packed: an xz header in base64.
pub fn is_packed(text: &str) -> bool {
    text.trim_start().starts_with("/Td6WFo")
}

/// Why a packed text cannot be taken back, and the pod could not either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// It is no base64.
    Base64,
    /// It is no xz, or not to its end: cut off, damaged, followed by something else.
    Xz,
    /// To unpack it takes more memory than a pod has.
    Memory,
    /// It is longer than the limit, in bytes.
    TooLong(usize),
    /// It is no text.
    Utf8,
    /// It is folded, and not as it should be.
    Folded(fold::UnfoldError),
    /// There is nothing in it, and `kubectl apply` fails of that.
    Empty,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base64 => f.write_str("what is packed is damaged: it is no base64"),
            Self::Xz => f.write_str(
                "what is packed is damaged: its xz data is cut off, or something else follows it",
            ),
            Self::Memory => f.write_str("to unpack it takes too much memory"),
            Self::TooLong(most) => write!(f, "it unpacks to more than {}", limits::spoken(*most)),
            Self::Utf8 => f.write_str("what is packed is no UTF-8"),
            Self::Folded(error) => write!(f, "what is packed is damaged: {error}"),
            Self::Empty => f.write_str("what is packed is empty, and kubectl fails of that"),
        }
    }
}

impl std::error::Error for Damage {}

/// Takes packed texts back, as much of them as all of a stage may hold.
#[derive(Debug)]
pub struct Unpacker {
    /// How many bytes may still come out.
    left: usize,
}

impl Default for Unpacker {
    fn default() -> Self {
        Self { left: limits::UNPACKED }
    }
}

impl Unpacker {
    /// Takes a packed text back: what the pod's `base64 -d | unxz | awk` makes of it, all of its xz streams.
    pub fn unpack(&mut self, packed: &str) -> Result<String, Damage> {
        let joined: String = packed.split_whitespace().collect();
        let bytes = STANDARD.decode(joined).map_err(|_| Damage::Base64)?;
        let inflated = String::from_utf8(self.inflate(&bytes)?).map_err(|_| Damage::Utf8)?;
        let text = if fold::is_folded(&inflated) {
            fold::unfold(&inflated, self.left).map_err(|error| match error {
                fold::UnfoldError::TooLong(_) => Damage::TooLong(limits::UNPACKED),
                damaged @ fold::UnfoldError::Malformed(_) => Damage::Folded(damaged),
            })?
        } else {
            inflated
        };
        if text.trim().is_empty() {
            return Err(Damage::Empty);
        }
        self.left = self.left.saturating_sub(text.len());
        Ok(text)
    }

    fn inflate(&self, bytes: &[u8]) -> Result<Vec<u8>, Damage> {
        let decoder = Stream::new_stream_decoder(limits::UNPACKING_MEMORY, CONCATENATED);
        let decoder = XzDecoder::new_stream(bytes, decoder.map_err(|_| Damage::Xz)?);
        let mut inflated = Vec::new();
        let read = decoder.take(self.left as u64 + 1).read_to_end(&mut inflated);
        read.map_err(|error| match io::Error::downcast::<stream::Error>(error) {
            Ok(stream::Error::MemLimit | stream::Error::Mem) => Damage::Memory,
            _ => Damage::Xz,
        })?;
        if inflated.len() > self.left {
            Err(Damage::TooLong(limits::UNPACKED))
        } else {
            Ok(inflated)
        }
    }
}

/// Takes one packed text back.
pub fn unpack(packed: &str) -> Result<String, Damage> {
    Unpacker::default().unpack(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_and_unpacks_the_same_each_time() {
        let pieces = ["kind: ConfigMap\n", "data: {x: \"ä\"}\n", "---\n"];
        for strength in [Strength::Fast, Strength::Small] {
            let packed = pack(pieces.into_iter(), strength).unwrap();
            assert_eq!(packed, pack(pieces.into_iter(), strength).unwrap());
            assert!(is_packed(&packed));
            assert!(packed.lines().all(|line| line.len() <= 1000));
            assert_eq!(unpack(&packed).unwrap(), pieces.concat());
        }
    }

    fn xz(text: &str) -> Vec<u8> {
        let packed = pack([text].into_iter(), Strength::Fast).unwrap();
        STANDARD.decode(packed.split_whitespace().collect::<String>()).unwrap()
    }

    fn unpacked(parts: &[&[u8]]) -> Result<String, Damage> {
        unpack(&STANDARD.encode(parts.concat()))
    }

    #[test]
    fn all_streams_are_read_and_nothing_else_is_passed_over() {
        let (one, two) = (xz("a: 1\n"), xz("---\nb: 2\n"));
        assert_eq!(unpacked(&[&one, &two]), Ok("a: 1\n---\nb: 2\n".to_owned()));
        assert_eq!(unpacked(&[&one, &[0; 8], &two]), Ok("a: 1\n---\nb: 2\n".to_owned()));
        for rest in [&b"x"[..], b"\0", b"kind: Secret\n", &two[..two.len() - 1], &two[..8]] {
            assert_eq!(unpacked(&[&one, rest]), Err(Damage::Xz), "{rest:?}");
        }
        for length in 0..one.len() {
            assert!(unpacked(&[&one[..length]]).is_err(), "{length}");
        }
        assert_eq!(unpack("/Td6WFoA!"), Err(Damage::Base64));
        assert!(unpack(&format!("{}\n{}", STANDARD.encode(&one), "AA==")).is_err());
        assert_eq!(unpacked(&[&xz("")]), Err(Damage::Empty));
        assert_eq!(unpacked(&[&xz("\n \n"), &xz("")]), Err(Damage::Empty));
    }

    #[test]
    fn bombs_are_not_inflated() {
        let half = xz(&" ".repeat(limits::UNPACKED / 2 + 1));
        assert_eq!(unpacked(&[&half, &half]), Err(Damage::TooLong(limits::UNPACKED)));
        let mut unpacker = Unpacker::default();
        let text = xz(&"a".repeat(limits::UNPACKED / 2 + 1));
        let packed = STANDARD.encode(&text);
        unpacker.unpack(&packed).unwrap();
        assert_eq!(unpacker.unpack(&packed), Err(Damage::TooLong(limits::UNPACKED)));
        let folded = format!("\u{1}folded\n{}\n{}", "x".repeat(99), "\u{1}1 1 0\n".repeat(1 << 20));
        assert_eq!(unpacked(&[&xz(&folded)]), Err(Damage::TooLong(limits::UNPACKED)));
        // A dictionary of 1.5 GiB, in a header that is right: xz --lzma2=dict=1536MiB.
        let mut greedy = xz("a: 1\n");
        greedy[12 + 4] = 37;
        let crc = crc32(&greedy[12..20]);
        greedy[20..24].copy_from_slice(&crc.to_le_bytes());
        assert_eq!(unpacked(&[&greedy]), Err(Damage::Memory));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
    }
}
