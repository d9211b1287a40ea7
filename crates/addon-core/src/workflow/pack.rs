//! Manifests made small: folded, xz, then base64 in lines, as `base64 -d | unxz | awk` takes it back.

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liblzma::stream::{Check, Filters, LzmaOptions, Stream};
use liblzma::write::XzEncoder;

use super::fold;

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
const FOLDABLE: usize = 64 << 20;

/// The longest text that is unfolded, in bytes.
const UNFOLDED: usize = FOLDABLE;

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

/// Takes a packed text back: what the pod's `base64 -d | unxz | awk` makes of it.
pub fn unpack(packed: &str) -> io::Result<String> {
    let joined: String = packed.split_whitespace().collect();
    let bytes = STANDARD.decode(joined).map_err(io::Error::other)?;
    let text = io::read_to_string(liblzma::read::XzDecoder::new(&bytes[..]))?;
    if fold::is_folded(&text) {
        fold::unfold(&text, UNFOLDED).map_err(io::Error::other)
    } else {
        Ok(text)
    }
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
}
