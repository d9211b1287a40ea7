//! A server on loopback that passes requests on to a real one, and spoils those that a test names.
//!
//! It speaks plain HTTP/1.1, one request a connection, and remembers what was asked for.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use futures::{AsyncReadExt as _, TryStreamExt as _};
use http_body_util::BodyExt as _;
use kube::client::Body;

use crate::apiserver::{ApiServer, run};

/// A request, as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    /// The method.
    pub(crate) method: String,
    /// The path, without the query.
    pub(crate) path: String,
    /// The query, without its question mark.
    pub(crate) query: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    /// Whether it asks for a watch.
    pub(crate) fn is_watch(&self) -> bool {
        self.query.contains("watch=")
    }
}

/// What goes wrong.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// An answer with this status code and a Status as its body.
    Status(u16),
    /// The real answer, this much later.
    Slow(Duration),
    /// No answer, until the client goes away.
    Silence,
    /// 200, and a body that is no JSON.
    Garbage,
    /// The real answer, cut after this many bytes; the connection is closed in the middle of a chunk.
    Cut(usize),
    /// A watch that starts and is told at once that its version is too old.
    Gone,
}

/// A fault, and the requests it happens to.
pub(crate) struct Rule {
    /// Which requests.
    pub(crate) when: fn(&Request) -> bool,
    /// How many of them, from the first on.
    pub(crate) times: usize,
    /// What goes wrong.
    pub(crate) fault: Fault,
}

/// The server in front.
pub(crate) struct Fake {
    /// What was asked for, in order.
    seen: Arc<Mutex<Vec<Request>>>,
    /// The kubeconfig that leads here.
    pub(crate) kubeconfig: PathBuf,
}

struct Behind {
    server: &'static ApiServer,
    rules: Mutex<Vec<Rule>>,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Fake {
    /// Starts one; it ends with the process.
    pub(crate) fn start(server: &'static ApiServer, rules: Vec<Rule>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let kubeconfig =
            server.write_kubeconfig(&format!("fake-{port}"), &format!("http://127.0.0.1:{port}"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let behind = Arc::new(Behind { server, rules: Mutex::new(rules), seen: Arc::clone(&seen) });
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let behind = Arc::clone(&behind);
                // A client that goes away in the middle is what some tests are about.
                thread::spawn(move || drop(behind.answer(stream)));
            }
        });
        Self { seen, kubeconfig }
    }

    /// What was asked for: `METHOD PATH`, with `?watch` where it was one.
    pub(crate) fn log(&self) -> Vec<String> {
        let line = |request: &Request| {
            let watch = if request.is_watch() { "?watch" } else { "" };
            format!("{} {}{watch}", request.method, request.path)
        };
        self.seen.lock().unwrap().iter().map(line).collect()
    }
}

impl Behind {
    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let request = read(&stream)?;
        self.seen.lock().unwrap().push(request.clone());
        let fault = self.fault(&request);
        match fault {
            Some(Fault::Status(code)) => respond(&mut stream, code, &status(code)),
            Some(Fault::Garbage) => respond(&mut stream, 200, "<html>not the API server</html>"),
            Some(Fault::Gone) => {
                let event = format!("{{\"type\":\"ERROR\",\"object\":{}}}\n", status(410));
                respond(&mut stream, 200, &event)
            }
            Some(Fault::Silence) => stream.read_to_end(&mut Vec::new()).map(drop),
            Some(Fault::Slow(delay)) => {
                thread::sleep(delay);
                self.pass_on(&mut stream, request, usize::MAX)
            }
            Some(Fault::Cut(after)) => self.pass_on(&mut stream, request, after),
            None => self.pass_on(&mut stream, request, usize::MAX),
        }
    }

    fn fault(&self, request: &Request) -> Option<Fault> {
        let mut rules = self.rules.lock().unwrap();
        let rule = rules.iter_mut().find(|rule| rule.times > 0 && (rule.when)(request))?;
        rule.times -= 1;
        Some(rule.fault)
    }

    /// The real server's answer, as it comes, up to so many bytes.
    fn pass_on(
        &self,
        stream: &mut TcpStream,
        request: Request,
        limit: usize,
    ) -> std::io::Result<()> {
        run(async {
            let url = format!("{}?{}", request.path, request.query);
            let mut onward = http::Request::builder().method(request.method.as_str()).uri(url);
            for (name, value) in &request.headers {
                if ["accept", "content-type"].contains(&name.as_str()) {
                    onward = onward.header(name, value);
                }
            }
            let onward = onward.body(Body::from(request.body)).unwrap();
            let answer = self.server.client().await.send(onward).await.unwrap();
            let kind = answer.headers().get("content-type").map_or("", |v| v.to_str().unwrap());
            write!(
                stream,
                "HTTP/1.1 {}\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n",
                answer.status()
            )?;
            let mut body =
                Box::pin(answer.into_body().into_data_stream().map_err(std::io::Error::other))
                    .into_async_read();
            let (mut buffer, mut room) = ([0; 8192], limit);
            loop {
                let count = body.read(&mut buffer).await?;
                if count == 0 {
                    return stream.write_all(b"0\r\n\r\n");
                }
                let sent = count.min(room);
                room -= sent;
                write!(stream, "{count:x}\r\n")?;
                stream.write_all(&buffer[..sent])?;
                if sent < count {
                    return Ok(());
                }
                stream.write_all(b"\r\n")?;
            }
        })
    }
}

/// A Status of the API server's kind.
fn status(code: u16) -> String {
    let (reason, message) = match code {
        410 => ("Expired", "too old resource version: 1 (2)"),
        429 => ("TooManyRequests", "the server has received too many requests"),
        503 => ("ServiceUnavailable", "the server is currently unable to handle the request"),
        _ => ("InternalError", "something is wrong"),
    };
    format!(
        "{{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":{code},\"reason\":\"{reason}\",\"message\":\"{message}\"}}"
    )
}

fn respond(stream: &mut TcpStream, code: u16, body: &str) -> std::io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {code} Any\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

fn read(stream: &TcpStream) -> std::io::Result<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = Vec::new();
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let mut body = vec![0; length.map_or(0, |(_, length)| length.parse().unwrap_or(0))];
    reader.read_exact(&mut body)?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    Ok(Request { method, path: path.to_owned(), query: query.to_owned(), headers, body })
}
