//! Manifests made small: xz, then base64 in lines, as `base64 -d | unxz` takes it back.

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liblzma::stream::{Check, Filters, LzmaOptions, Stream};
use liblzma::write::XzEncoder;

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
/// Bytes that make a line of 76 characters.
const LINE: usize = 57;

/// Packs a text that comes in pieces. The same pieces give the same bytes.
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

/// Takes a packed text back: what the pod's `base64 -d | unxz` makes of it.
pub fn unpack(packed: &str) -> io::Result<String> {
    let joined: String = packed.split_whitespace().collect();
    let bytes = STANDARD.decode(joined).map_err(io::Error::other)?;
    io::read_to_string(liblzma::read::XzDecoder::new(&bytes[..]))
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
            assert!(packed.lines().all(|line| line.len() <= 76));
            assert_eq!(unpack(&packed).unwrap(), pieces.concat());
        }
    }
}
