//! A proxy on loopback that knows one way: to this machine.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A proxy that is asked with `CONNECT`, and leads to the same port of this machine whatever the name.
pub(crate) struct Proxy {
    /// Its address.
    pub(crate) url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// Starts one that answers like this; it ends with the process.
    pub(crate) fn start(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = Arc::clone(&log);
                thread::spawn(move || drop(lead(stream, answer, &log)));
            }
        });
        Self { url, asked }
    }

    /// Where it was asked to lead to since the last look.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

fn lead(mut client: TcpStream, answer: &str, log: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(client.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let target = line.split_whitespace().nth(1).unwrap_or_default().to_owned();
    while line.trim_end() != "" {
        line.clear();
        reader.read_line(&mut line)?;
    }
    log.lock().unwrap().push(target.clone());
    write!(client, "HTTP/1.1 {answer}\r\n\r\n")?;
    let (_, port) = target.rsplit_once(':').unwrap_or_default();
    let server = TcpStream::connect(format!("127.0.0.1:{port}"))?;
    let (mut back_from, mut back_to) = (server.try_clone()?, client);
    thread::spawn(move || std::io::copy(&mut back_from, &mut back_to));
    let mut server = server;
    std::io::copy(&mut reader, &mut server).map(drop)
}
