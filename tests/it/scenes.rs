//! Clusters that are only played: a server on loopback that answers what a scene says, for pages and for small questions.

use std::io::{BufRead as _, BufReader, Read as _, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};

/// What was asked for.
pub(crate) struct Asked {
    /// The method.
    pub(crate) method: String,
    /// The path, without the query.
    pub(crate) path: String,
    /// Whether it is a watch.
    pub(crate) watch: bool,
    /// The object that was sent, if one was.
    pub(crate) body: Value,
}

/// What is answered.
pub(crate) enum Answer {
    /// A status code and an object.
    Once(u16, Value),
    /// A text.
    Text(String),
    /// The events of a watch, which then stays open.
    Watch(Vec<Value>),
}

/// Who answers.
pub(crate) type Scene = dyn Fn(&Asked) -> Answer + Send + Sync;

/// Starts a server for a scene, which ends with the process, and writes the kubeconfig that leads to it.
pub(crate) fn start(scene: Arc<Scene>, folder: &Path) -> PathBuf {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let scene = Arc::clone(&scene);
            thread::spawn(move || drop(serve(stream, &*scene)));
        }
    });
    let config = json!({
        "apiVersion": "v1", "kind": "Config", "current-context": "demo",
        "contexts": [{"name": "demo", "context": {"cluster": "demo", "user": "demo"}}],
        "clusters": [{"name": "demo", "cluster": {"server": format!("http://127.0.0.1:{port}")}}],
        "users": [{"name": "demo", "user": {}}],
    });
    let path = folder.join(format!("kubeconfig-{port}"));
    std::fs::write(&path, config.to_string()).unwrap();
    path
}

/// What is not there.
pub(crate) fn missing() -> Answer {
    refusal(404, "NotFound", "not found")
}

/// A Status of the API server's kind.
pub(crate) fn refusal(code: u16, reason: &str, message: &str) -> Answer {
    Answer::Once(
        code,
        json!({"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": code, "reason": reason, "message": message}),
    )
}

fn serve(mut stream: TcpStream, scene: &Scene) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split(' ').map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let body = serde_json::from_slice(&body).unwrap_or_default();
    let asked = Asked { method, path: path.to_owned(), watch: query.contains("watch="), body };
    match scene(&asked) {
        Answer::Once(code, value) => respond(&mut stream, code, &value.to_string()),
        Answer::Text(text) => respond(&mut stream, 200, &text),
        Answer::Watch(events) => {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n"
            )?;
            for event in events {
                writeln!(stream, "{event}")?;
            }
            // A watch goes on until its client goes away.
            stream.read_to_end(&mut Vec::new()).map(drop)
        }
    }
}

fn respond(stream: &mut TcpStream, code: u16, body: &str) -> std::io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {code} Any\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}
