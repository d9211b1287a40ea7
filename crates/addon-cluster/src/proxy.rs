//! Which proxy leads to a cluster, by the rules of kubectl.

use std::net::IpAddr;

use anyhow::{Result, bail};
use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;

use super::way::Proxy;

/// The proxy to a cluster: the one that the kubeconfig gives, whatever else is said; or that of `$HTTPS_PROXY`, unless
/// `$NO_PROXY` or a loopback address speaks against it.
pub(super) fn choose(cluster: &Uri, given: Option<&str>) -> Result<Option<Proxy>> {
    if let Some(given) = given {
        return parse(given, "proxy-url of the kubeconfig").map(Some);
    }
    let Some(proxy) = variable("HTTPS_PROXY", "https_proxy") else { return Ok(None) };
    let exceptions = variable("NO_PROXY", "no_proxy").unwrap_or_default();
    if is_loopback(cluster) || exempts(&exceptions, cluster) {
        return Ok(None);
    }
    parse(&proxy, "$HTTPS_PROXY").map(Some)
}

/// The proxy of a text, which may lack `http://`.
fn parse(text: &str, named_by: &'static str) -> Result<Proxy> {
    let whole = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let url: Option<Uri> = whole.parse().ok();
    let known = |url: &Uri| {
        matches!(url.scheme_str(), Some("http" | "https" | "socks5")) && url.host().is_some()
    };
    let Some(url) = url.filter(known) else {
        bail!(
            "{named_by} is no address of a proxy: `{text}`; it has to be like http://proxy:3128 or socks5://proxy:1080"
        );
    };
    Ok(Proxy { url, named_by })
}

#[expect(
    clippy::disallowed_methods,
    reason = "as every program with a proxy does, in both spellings"
)]
fn variable(name: &str, small: &str) -> Option<String> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    set(name).or_else(|| set(small))
}

/// Whether an address is this machine's own, to which no proxy leads.
fn is_loopback(cluster: &Uri) -> bool {
    let host = cluster.host().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether a `NO_PROXY` list names a cluster: by name, domain, address, network or `*`.
fn exempts(list: &str, cluster: &Uri) -> bool {
    // A port after a name narrows it down to that port.
    let port = cluster.port_u16().unwrap_or(443).to_string();
    let entries = list.split(',').map(str::trim).filter_map(|entry| match entry.rsplit_once(':') {
        Some((host, of)) if !host.contains(':') && of.bytes().all(|b| b.is_ascii_digit()) => {
            (of == port).then_some(host)
        }
        _ => Some(entry),
    });
    let entries: Vec<_> = entries.map(|entry| entry.trim_start_matches("*.")).collect();
    let everything = Matcher::builder().all("http://proxy").no(entries.join(",")).build();
    everything.intercept(cluster).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_are_exempted_as_kubectl_does_it() {
        let api = "https://api.corp.example:6443";
        let (ten, six) = ("https://10.1.2.3", "https://[fd00::1]:6443");
        for (list, cluster, expected) in [
            ("10.0.0.1, .corp.example", api, true),
            ("corp.example", api, true),
            ("*.corp.example,", api, true),
            ("api.corp.example:6443", api, true),
            ("api.corp.example:443", api, false),
            ("orp.example", api, false),
            ("*", api, true),
            ("", api, false),
            (",,", api, false),
            ("10.0.0.0/8", ten, true),
            ("10.1.2.3", ten, true),
            ("10.1.2.3:443", ten, true),
            ("11.0.0.0/8", ten, false),
            ("fd00::/8", six, true),
            ("fd00::1", six, true),
        ] {
            let cluster = Uri::from_static(cluster);
            assert_eq!(exempts(list, &cluster), expected, "{list} {cluster}");
        }
    }

    #[test]
    fn what_is_no_proxy_is_blamed_on_who_names_it() {
        for text in ["nonsense://", "nonsense", "ftp://x", "http://", "a b"] {
            let told = parse(text, "$HTTPS_PROXY").map_err(|error| error.to_string());
            match told {
                // A bare word may well be a host.
                Ok(proxy) => assert_eq!(proxy.url.to_string(), "http://nonsense/"),
                Err(told) => {
                    assert!(told.starts_with("$HTTPS_PROXY is no address of a proxy"), "{told}");
                }
            }
        }
    }

    #[test]
    fn no_proxy_leads_to_the_machine_itself() {
        for (cluster, expected) in [
            ("https://127.0.0.1:6443", true),
            ("https://localhost", true),
            ("https://[::1]:6443", true),
            ("https://10.0.0.1", false),
        ] {
            assert_eq!(is_loopback(&Uri::from_static(cluster)), expected, "{cluster}");
        }
    }
}
