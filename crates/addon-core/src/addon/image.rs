//! Names of container images.

use super::names::{is_dns_label, is_lower_alnum};
use crate::finding::{Finding, Place, rule};

/// What is wrong with the name of an image. One that a parameter is filled into is not judged.
///
/// Source of the form: `reference.Parse` of distribution/reference, which the kubelet reads images with.
pub fn check(image: &str, place: &Place) -> Option<Finding> {
    let refuse = |message: String, help: &str| {
        Some(Finding::new(&rule::IMAGE, message).at(place.clone()).help(help))
    };
    if image.is_empty() {
        return refuse("there is no image to run".to_owned(), "name one, such as `alpine:3.22`");
    }
    if image.contains("{{") || is_image(image) {
        return None;
    }
    let help = match image {
        _ if image.contains("://") => "leave out the scheme: HOST/PATH:TAG",
        _ if image.contains(char::is_whitespace) => "an image has no blanks in its name",
        _ => "write [HOST[:PORT]/]PATH[:TAG][@DIGEST], the path in lower case",
    };
    refuse(format!("`{image}` is not the name of an image"), help)
}

fn is_image(image: &str) -> bool {
    let (rest, digest) = match image.split_once('@') {
        Some((rest, digest)) => (rest, Some(digest)),
        None => (image, None),
    };
    let last = rest.rfind('/').map_or(0, |at| at + 1);
    let (name, tag) = match rest[last..].rfind(':') {
        Some(colon) => (&rest[..last + colon], Some(&rest[last + colon + 1..])),
        None => (rest, None),
    };
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let tag_fits = |tag: &str| {
        tag.len() <= 128
            && tag.bytes().next().is_some_and(word)
            && tag.bytes().all(|b| word(b) || matches!(b, b'.' | b'-'))
    };
    let digest_fits = |digest: &str| {
        digest.split_once(':').is_some_and(|(kind, hex)| {
            !kind.is_empty() && hex.len() >= 32 && hex.bytes().all(|b| b.is_ascii_hexdigit())
        })
    };
    let mut parts = name.split('/');
    let first = parts.next().unwrap_or_default();
    let host = name.contains('/')
        && (first.contains(['.', ':']) || first == "localhost" || first != first.to_lowercase());
    let path = if host { &name[first.len() + 1..] } else { name };
    let part_fits = |part: &str| {
        let ends = |b: Option<u8>| b.is_some_and(is_lower_alnum);
        ends(part.bytes().next())
            && ends(part.bytes().last())
            && part.bytes().all(|b| is_lower_alnum(b) || matches!(b, b'.' | b'_' | b'-'))
            && !["..", "___", "._", "_.", ".-", "-."].iter().any(|bad| part.contains(bad))
    };
    (!host || is_host(first))
        && path.split('/').all(part_fits)
        && tag.is_none_or(tag_fits)
        && digest.is_none_or(digest_fits)
        && name.len() <= 255
}

/// A domain name or an address, with or without a port.
fn is_host(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (text, None),
    };
    let address = host.starts_with('[') && host.ends_with(']');
    (address || host.split('.').all(|part| is_dns_label(&part.to_lowercase())))
        && port.is_none_or(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images() {
        let digest = format!("a@sha256:{}", "0".repeat(64));
        for good in [
            "alpine",
            "alpine:3.22",
            "library/alpine",
            "a.b:5000/c/d:v1_x",
            "localhost/a",
            "localhost:5000/a",
            "a__b",
            "a--b",
            "[::1]:5000/a",
            "ghcr.io/Org",
            "{{workflow.parameters.i}}",
            &digest,
        ] {
            let expected = good == "ghcr.io/Org";
            assert_eq!(check(good, &Place::Argument(String::new())).is_some(), expected, "{good}");
        }
        for bad in [
            "",
            "a b",
            "UPPER",
            "http://x/y",
            "a:",
            ":a",
            "a/",
            "/a",
            "a//b",
            "a:b:c",
            "a@sha256:0",
            "a@",
            "-a",
            "a_",
            "rb=x",
            "a..b",
            "a:-b",
            "x:y/z:1:2",
            "a.b:port/c",
            "\u{e9}",
            "a\n",
        ] {
            assert!(check(bad, &Place::Argument(String::new())).is_some(), "{bad}");
        }
    }
}
