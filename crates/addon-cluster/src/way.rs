//! The way to an API server, in words: which server it is, from where it is known, through which proxy, and what went wrong.

use std::error::Error;
use std::fmt;
use std::io::ErrorKind;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures::FutureExt as _;
use futures::future::BoxFuture;
use http::header::CONTENT_TYPE;
use http::{Request, Response, StatusCode, Uri};
use kube::client::Body;
use tower::{BoxError, Service};

use super::error::said;

/// The way to an API server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    /// The server's address.
    pub server: Uri,
    /// From where it is known: the context and the kubeconfig, or the cluster around us.
    pub known_from: String,
    /// The proxy in between.
    pub proxy: Option<Proxy>,
}

/// A proxy, and who names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proxy {
    /// Its address.
    pub url: Uri,
    /// Who names it: `$HTTPS_PROXY`, or the kubeconfig.
    pub named_by: &'static str,
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", plain(&self.server), self.known_from)?;
        match &self.proxy {
            Some(proxy) => write!(f, " through {proxy}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the proxy {} ({})", plain(&self.url), self.named_by)
    }
}

/// An address without credentials, and without a slash at its end.
fn plain(url: &Uri) -> String {
    let authority = url.authority().map_or("", |it| it.as_str());
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    format!("{}://{host}{}", url.scheme_str().unwrap_or("http"), url.path().trim_end_matches('/'))
}

/// A request without an answer of an API server.
#[derive(Debug)]
pub(crate) struct Lost {
    way: Arc<Way>,
    why: Why,
}

#[derive(Debug)]
enum Why {
    /// There was no connection.
    Unreachable(String),
    /// There was one, and it broke.
    Broken(String),
    /// What answered is no API server: what it is.
    Other(String),
    /// The server has no such kind.
    Unserved { resource: String, group: String },
}

impl Lost {
    /// Whether there was no connection at all.
    pub(super) fn is_unreachable(&self) -> bool {
        matches!(self.why, Why::Unreachable(_))
    }

    /// Whether the server has answered, but does not serve such a kind.
    pub(super) fn is_unserved(&self) -> bool {
        matches!(self.why, Why::Unserved { .. })
    }

    /// The one that an error is about.
    pub(super) fn of<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e Self> {
        let mut cause = Some(error);
        while let Some(current) = cause {
            if let Some(lost) = current.downcast_ref() {
                return Some(lost);
            }
            cause = current.source();
        }
        None
    }
}

impl Error for Lost {}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = &self.way;
        match &self.why {
            Why::Unreachable(why) => write!(f, "cannot reach {way}: {why}"),
            Why::Broken(why) => write!(f, "the connection to {way} broke: {why}"),
            Why::Other(what) => write!(f, "{way} is no API server: {what}"),
            Why::Unserved { resource, group } if group == "addonmgr.keikoproj.io" => write!(
                f,
                "{way} knows no {resource}.{group}: the CRD of the Addon is not installed\n  hint: addonctl check says what is missing; the CRD alone: addonctl crd | kubectl apply --server-side -f -"
            ),
            Why::Unserved { resource, group } => {
                write!(f, "{way} knows no {resource}.{group}: its CRD is not installed")
            }
        }
    }
}

/// What says of each request that gets no answer of an API server which way it went.
#[derive(Debug, Clone)]
pub(super) struct Telling<S> {
    pub(super) inner: S,
    pub(super) way: Arc<Way>,
}

impl<S, B> Service<Request<Body>> for Telling<S>
where
    S: Service<Request<Body>, Response = Response<B>, Error = BoxError>,
    S::Future: Send + 'static,
{
    type Response = Response<B>;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Response<B>, BoxError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let (path, way) = (request.uri().path().to_owned(), Arc::clone(&self.way));
        let answer = self.inner.call(request);
        async move {
            let why = match answer.await {
                Ok(answer) => match no_answer(&answer, &path, &way) {
                    None => return Ok(answer),
                    Some(why) => why,
                },
                // What the client says of credentials is no matter of the way.
                Err(error) if error.is::<kube::Error>() => return Err(error),
                Err(error) => no_connection(error.as_ref(), &way),
            };
            Err(Lost { way, why }.into())
        }
        .boxed()
    }
}

/// Why an answer is none of an API server, or none about a kind that it serves.
fn no_answer<B>(answer: &Response<B>, path: &str, way: &Way) -> Option<Why> {
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let status = answer.status();
    match kind.unwrap_or_default().split(';').next().unwrap_or_default().trim() {
        "text/html" => {
            Some(Why::Other(format!("it answers with a web page (HTTP {})", status.as_u16())))
        }
        // Go's own answer to plain HTTP where there is TLS.
        "text/plain"
            if status == StatusCode::BAD_REQUEST && way.server.scheme_str() == Some("http") =>
        {
            Some(Why::Other("it wants TLS, and the kubeconfig has it with http://".to_owned()))
        }
        "text/plain" if status == StatusCode::NOT_FOUND => unserved(path),
        _ => None,
    }
}

/// The kind that a path names: `/apis/GROUP/VERSION[/namespaces/NAME]/RESOURCE...`.
fn unserved(path: &str) -> Option<Why> {
    let (_, path) = path.split_once("/apis/")?;
    let mut parts = path.split('/');
    let (group, _version, mut resource) = (parts.next()?, parts.next()?, parts.next()?);
    if resource == "namespaces" {
        resource = parts.nth(1)?;
    }
    Some(Why::Unserved { resource: resource.to_owned(), group: group.to_owned() })
}

fn no_connection(error: &(dyn Error + 'static), way: &Way) -> Why {
    let connects = error
        .downcast_ref::<hyper_util::client::legacy::Error>()
        .is_none_or(hyper_util::client::legacy::Error::is_connect);
    let why = reason(error, way);
    if connects { Why::Unreachable(why) } else { Why::Broken(why) }
}

/// What went wrong on the way to a server, in words that name no library.
fn reason(error: &(dyn Error + 'static), way: &Way) -> String {
    let all = said(error);
    let host =
        way.proxy.as_ref().map_or(&way.server, |proxy| &proxy.url).host().unwrap_or_default();
    let has = |words: &str| all.contains(words);
    let known = [
        ("tunnel error", "the proxy does not let it through"),
        ("InvalidContentType", "it speaks no TLS; perhaps its address begins with http://"),
        (
            "UnknownIssuer",
            "nobody whom the kubeconfig trusts has signed its certificate (certificate-authority)",
        ),
        ("NotValidForName", "its certificate is for another name"),
        ("not valid for name", "its certificate is for another name"),
        ("Expired", "its certificate has expired"),
        ("CertificateRequired", "it wants a client certificate, and the kubeconfig has none"),
        ("certificate expired", "the client certificate has expired"),
        ("timed out", "no answer in time"),
        ("deadline has elapsed", "no answer in time"),
    ];
    if has("failed to lookup address") || has("dns error") {
        return format!("the name {host} is not known");
    }
    match io_kind(error) {
        Some(ErrorKind::ConnectionRefused) => return "connection refused".to_owned(),
        Some(ErrorKind::ConnectionReset) => return "connection reset".to_owned(),
        _ => {}
    }
    if let Some((_, plain)) = known.iter().find(|(words, _)| has(words)) {
        return (*plain).to_owned();
    }
    match io_kind(error) {
        Some(ErrorKind::TimedOut) => "no answer in time".to_owned(),
        Some(ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable) => {
            "no network leads there".to_owned()
        }
        Some(ErrorKind::UnexpectedEof) => "it closed the connection".to_owned(),
        _ if has("IncompleteMessage") || has("connection closed before message completed") => {
            "it closed the connection without an answer".to_owned()
        }
        _ => all,
    }
}

fn io_kind(error: &(dyn Error + 'static)) -> Option<ErrorKind> {
    let mut cause = Some(error);
    while let Some(current) = cause {
        if let Some(io) = current.downcast_ref::<std::io::Error>()
            && io.kind() != ErrorKind::Other
        {
            return Some(io.kind());
        }
        cause = current.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(proxy: Option<&'static str>) -> Way {
        let proxy = proxy.map(|url| Proxy { url: Uri::from_static(url), named_by: "$HTTPS_PROXY" });
        let known_from = "context chain, kubeconfig /k".to_owned();
        Way { server: Uri::from_static("https://10.0.0.1:6443/"), known_from, proxy }
    }

    fn told(why: Why, proxy: Option<&'static str>) -> String {
        Lost { way: Arc::new(way(proxy)), why }.to_string()
    }

    fn refused() -> std::io::Error {
        ErrorKind::ConnectionRefused.into()
    }

    #[test]
    fn a_server_that_is_not_reached_is_named_with_the_way_to_it() {
        let why = || no_connection(&refused(), &way(None));
        assert_eq!(
            told(why(), None),
            "cannot reach https://10.0.0.1:6443 (context chain, kubeconfig /k): connection refused"
        );
        assert_eq!(
            told(why(), Some("http://me:secret@proxy:3128")),
            "cannot reach https://10.0.0.1:6443 (context chain, kubeconfig /k) through the proxy http://proxy:3128 ($HTTPS_PROXY): connection refused"
        );
    }

    #[test]
    fn what_went_wrong_is_said_in_plain_words() {
        for (error, expected) in [
            ("tunnel error: unsuccessful", "the proxy does not let it through"),
            (
                "received corrupt message of type InvalidContentType",
                "it speaks no TLS; perhaps its address begins with http://",
            ),
            (
                "invalid peer certificate: UnknownIssuer",
                "nobody whom the kubeconfig trusts has signed its certificate (certificate-authority)",
            ),
            (
                "dns error: failed to lookup address information: Name or service not known",
                "the name 10.0.0.1 is not known",
            ),
            ("something new", "something new"),
        ] {
            assert_eq!(reason(&std::io::Error::other(error), &way(None)), expected);
        }
    }

    #[test]
    fn what_is_no_api_server_prints_no_page() {
        let answer = |status: u16, kind: &str| {
            Response::builder().status(status).header(CONTENT_TYPE, kind).body(()).unwrap()
        };
        let addons =
            "/apis/addonmgr.keikoproj.io/v1alpha1/namespaces/addon-manager-system/addons/x";
        let page = no_answer(&answer(200, "text/html; charset=utf-8"), addons, &way(None)).unwrap();
        assert!(
            told(page, None).ends_with("is no API server: it answers with a web page (HTTP 200)")
        );
        let missing = no_answer(&answer(404, "text/plain"), addons, &way(None)).unwrap();
        let told = told(missing, None);
        assert!(
            told.contains("knows no addons.addonmgr.keikoproj.io")
                && told.contains("addonctl crd | kubectl"),
            "{told}"
        );
        for path in ["/apis/argoproj.io/v1alpha1/workflows", "/prefix/apis/a.b/v1/c"] {
            assert!(no_answer(&answer(404, "text/plain"), path, &way(None)).is_some());
        }
        assert!(no_answer(&answer(404, "text/plain"), "/api/v1/pods/x/log", &way(None)).is_none());
        assert!(no_answer(&answer(404, "application/json"), addons, &way(None)).is_none());
    }
}
