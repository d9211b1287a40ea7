//! A server on loopback that passes requests on to a real one, and spoils those that a test names.
//!
//! It speaks plain HTTP/1.1, one request a connection, and remembers what was asked for.

use std::io::{BufRead as _, BufReader, Read as _, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use futures::{AsyncReadExt as _, TryStreamExt as _};
use http_body_util::BodyExt as _;
use kube::client::Body;

use crate::apiserver::{ApiServer, run};

/// How long a test waits for a request.
const PATIENCE: Duration = Duration::from_mins(1);

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

    /// Whether it asks for a watch of Addons.
    pub(crate) fn watches_addons(&self) -> bool {
        self.is_watch() && self.path.ends_with("/addons")
    }

    /// Whether it asks for a list of Addons.
    pub(crate) fn lists_addons(&self) -> bool {
        !self.is_watch() && self.path.ends_with("/addons")
    }

    /// The values of a header, by its name in small letters.
    pub(crate) fn header(&self, name: &str) -> Vec<&str> {
        let of_name = self.headers.iter().filter(|(given, _)| given == name);
        of_name.map(|(_, value)| value.as_str()).collect()
    }
}

/// What goes wrong.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// An answer with this status code and a Status as its body.
    Status(u16),
    /// The same, with the wish to be asked again after so many seconds.
    Later(u16, u32),
    /// The real answer, this much later.
    Slow(Duration),
    /// 200, and this text.
    Text(&'static str),
    /// No answer, until the client goes away.
    Silence,
    /// No answer either, though the server has done what it was asked for.
    Swallowed,
    /// The connection is closed without an answer.
    Closed,
    /// 200, and a body that is no JSON.
    Garbage,
    /// 200, and a web page.
    Page,
    /// 404, as a server answers that does not serve a kind.
    Missing,
    /// The real answer, cut after this many bytes; the connection is closed in the middle of a chunk.
    Cut(usize),
    /// The beginning of the real answer, then something that is no JSON.
    Spoilt,
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
    seen: Arc<Seen>,
    /// The kubeconfig that leads here.
    pub(crate) kubeconfig: PathBuf,
}

/// What was asked for, and a way to wait for more of it.
#[derive(Default)]
struct Seen {
    log: Mutex<Log>,
    more: Condvar,
}

#[derive(Default)]
struct Log {
    requests: Vec<Request>,
    /// How many of them get no answer.
    stuck: usize,
    /// Whether the process that made them has ended.
    ended: bool,
}

struct Behind {
    server: &'static ApiServer,
    rules: Mutex<Vec<Rule>>,
    /// The request that goes wrong whatever it is, by its number.
    at: Option<(usize, Fault)>,
    seen: Arc<Seen>,
}

impl Fake {
    /// Starts one; it ends with the process.
    pub(crate) fn start(server: &'static ApiServer, rules: Vec<Rule>) -> Self {
        Self::serve(server, rules, None)
    }

    /// One where a single request goes wrong: the first has the number 0.
    pub(crate) fn start_at(server: &'static ApiServer, number: usize, fault: Fault) -> Self {
        Self::serve(server, Vec::new(), Some((number, fault)))
    }

    fn serve(server: &'static ApiServer, rules: Vec<Rule>, at: Option<(usize, Fault)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let kubeconfig =
            server.write_kubeconfig(&format!("fake-{port}"), &format!("http://127.0.0.1:{port}"));
        let seen = Arc::new(Seen::default());
        let rules = Mutex::new(rules);
        let behind = Arc::new(Behind { server, rules, at, seen: Arc::clone(&seen) });
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let behind = Arc::clone(&behind);
                // A client that goes away in the middle is what some tests are about.
                thread::spawn(move || drop(behind.answer(stream)));
            }
        });
        Self { seen, kubeconfig }
    }

    /// What was asked for.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.seen.log.lock().unwrap().requests.clone()
    }

    /// The same: `METHOD PATH`, with `?watch` where it was one.
    pub(crate) fn log(&self) -> Vec<String> {
        lines(&self.requests())
    }

    /// Waits until so many requests are of some kind.
    pub(crate) fn until(&self, count: usize, kind: fn(&Request) -> bool) {
        self.seen.until(|log| log.requests.iter().filter(|it| kind(it)).count() >= count);
    }

    /// Waits until a process has made the request that gets no answer, or has ended because it needed fewer of them.
    pub(crate) fn until_stuck(&self, process: &mut Child) {
        let mut out = process.stdout.take().unwrap();
        let seen = Arc::clone(&self.seen);
        thread::spawn(move || {
            drop(out.read_to_end(&mut Vec::new()));
            seen.change(|log| log.ended = true);
        });
        self.seen.until(|log| log.stuck > 0 || log.ended);
    }
}

impl Seen {
    fn until(&self, is_enough: impl Fn(&Log) -> bool) {
        let log = self.log.lock().unwrap();
        let waited = self.more.wait_timeout_while(log, PATIENCE, |log| !is_enough(log));
        let (log, timeout) = waited.unwrap();
        let lines = lines(&log.requests);
        drop(log);
        assert!(!timeout.timed_out(), "{lines:#?}");
    }

    fn change(&self, change: impl FnOnce(&mut Log)) {
        change(&mut self.log.lock().unwrap());
        self.more.notify_all();
    }
}

fn lines(requests: &[Request]) -> Vec<String> {
    let line = |request: &Request| {
        let watch = if request.is_watch() { "?watch" } else { "" };
        format!("{} {}{watch}", request.method, request.path)
    };
    requests.iter().map(line).collect()
}

/// How an answer that is passed on ends.
#[derive(Clone, Copy)]
enum End {
    Whole,
    /// After so many bytes.
    Cut(usize),
    /// With nonsense, after the first piece.
    Spoilt,
}

impl Behind {
    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let request = read(&stream)?;
        let mut number = 0;
        self.seen.change(|log| {
            number = log.requests.len();
            log.requests.push(request.clone());
        });
        match self.fault(number, &request) {
            None => self.pass_on(&mut stream, request, End::Whole),
            Some(Fault::Status(code)) => respond(&mut stream, code, "", &status(code)),
            Some(Fault::Later(code, seconds)) => {
                respond(&mut stream, code, &format!("retry-after: {seconds}\r\n"), &status(code))
            }
            Some(Fault::Text(text)) => respond(&mut stream, 200, "", text),
            Some(Fault::Garbage) => {
                respond(&mut stream, 200, "", "<html>not the API server</html>")
            }
            Some(Fault::Missing) => plain(&mut stream, "404 Not Found", "404 page not found\n"),
            Some(Fault::Page) => {
                let page = "<html><title>Welcome</title></html>";
                let length = page.len();
                write!(
                    stream,
                    "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{page}"
                )
            }
            Some(Fault::Gone) => {
                let event = format!("{{\"type\":\"ERROR\",\"object\":{}}}\n", status(410));
                respond(&mut stream, 200, "", &event)
            }
            Some(Fault::Closed) => Ok(()),
            Some(Fault::Silence) => self.stick(stream),
            Some(Fault::Swallowed) => {
                self.pass_on(&mut std::io::sink(), request, End::Whole)?;
                self.stick(stream)
            }
            Some(Fault::Slow(delay)) => {
                thread::sleep(delay);
                self.pass_on(&mut stream, request, End::Whole)
            }
            Some(Fault::Cut(after)) => self.pass_on(&mut stream, request, End::Cut(after)),
            Some(Fault::Spoilt) => self.pass_on(&mut stream, request, End::Spoilt),
        }
    }

    fn fault(&self, number: usize, request: &Request) -> Option<Fault> {
        if let Some((_, fault)) = self.at.filter(|(at, _)| *at == number) {
            return Some(fault);
        }
        let mut rules = self.rules.lock().unwrap();
        let rule = rules.iter_mut().find(|rule| rule.times > 0 && (rule.when)(request))?;
        rule.times -= 1;
        Some(rule.fault)
    }

    /// Leaves a request without an answer, until its client goes away.
    fn stick(&self, mut stream: TcpStream) -> std::io::Result<()> {
        self.seen.change(|log| log.stuck += 1);
        stream.read_to_end(&mut Vec::new()).map(drop)
    }

    /// The real server's answer, as it comes.
    fn pass_on(&self, client: &mut dyn Write, request: Request, end: End) -> std::io::Result<()> {
        run(async {
            let url = format!("{}?{}", request.path, request.query);
            let mut onward = http::Request::builder().method(request.method.as_str()).uri(url);
            for (name, value) in &request.headers {
                if ["accept", "content-type"].contains(&name.as_str()) {
                    onward = onward.header(name, value);
                }
            }
            let onward = onward.body(Body::from(request.body)).unwrap();
            // A server that is away closes the connection, and so does this.
            let answer = self.server.client().await.send(onward).await;
            let answer = answer.map_err(std::io::Error::other)?;
            let kind = answer.headers().get("content-type").map_or("", |v| v.to_str().unwrap());
            write!(
                client,
                "HTTP/1.1 {}\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n",
                answer.status()
            )?;
            let mut body =
                Box::pin(answer.into_body().into_data_stream().map_err(std::io::Error::other))
                    .into_async_read();
            let mut buffer = [0; 8192];
            let mut room = if let End::Cut(limit) = end { limit } else { usize::MAX };
            loop {
                let count = body.read(&mut buffer).await?;
                if count == 0 {
                    return client.write_all(b"0\r\n\r\n");
                }
                let sent = count.min(room);
                room -= sent;
                write!(client, "{count:x}\r\n")?;
                client.write_all(&buffer[..sent])?;
                if sent < count {
                    return Ok(());
                }
                client.write_all(b"\r\n")?;
                if let End::Spoilt = end {
                    return client.write_all(b"d\r\n<html>{{}}]]\n\r\n0\r\n\r\n");
                }
            }
        })
    }
}

/// A Status of the API server's kind.
fn status(code: u16) -> String {
    let (reason, message) = match code {
        401 => ("Unauthorized", "Unauthorized"),
        409 => ("Conflict", "the object has been modified"),
        410 => ("Expired", "too old resource version: 1 (2)"),
        422 => ("Invalid", "the server does not want it"),
        429 => ("TooManyRequests", "the server has received too many requests"),
        503 => ("ServiceUnavailable", "the server is currently unable to handle the request"),
        _ => ("InternalError", "something is wrong"),
    };
    format!(
        "{{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":{code},\"reason\":\"{reason}\",\"message\":\"{message}\"}}"
    )
}

fn plain(stream: &mut TcpStream, status: &str, text: &str) -> std::io::Result<()> {
    let length = text.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{text}"
    )
}

fn respond(stream: &mut TcpStream, code: u16, header: &str, body: &str) -> std::io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {code} Any\r\ncontent-type: application/json\r\n{header}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

fn read(stream: &TcpStream) -> std::io::Result<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    // A connection in reserve may be closed unused.
    if reader.read_line(&mut line)? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
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
