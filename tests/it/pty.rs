//! A terminal with somebody in front of it: a program runs on a pty, what it writes is put on a screen, keys are typed.
//!
//! `pty-process` opens the pty and makes it the program's controlling terminal, without any unsafe code here; `vt100` is
//! the screen. Both are of one hand, small, kept and under MIT. expectrl and rexpect match the bytes as they come, which
//! says nothing of what is left on the screen after lines were drawn over; portable-pty brings Windows and serial lines.

use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command};
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use pty_process::Size;
use pty_process::blocking::{self, Pty};

/// How long anything may take here.
const PATIENCE: Duration = Duration::from_mins(1);

/// A terminal on which a program runs.
pub(crate) struct Terminal {
    pty: Arc<Pty>,
    child: Option<Child>,
    reader: Option<JoinHandle<()>>,
    display: Arc<Display>,
}

/// What is on the screen, and a way to wait for more.
struct Display {
    screen: Mutex<Screen>,
    more: Condvar,
}

struct Screen {
    parser: vt100::Parser,
    /// All that was ever written.
    bytes: Vec<u8>,
}

fn side(length: u16) -> NonZeroU16 {
    NonZeroU16::new(length).unwrap()
}

impl Terminal {
    /// Runs a command on a terminal of the usual size.
    pub(crate) fn run(command: Command) -> Self {
        Self::sized(80, 24, command)
    }

    /// Runs a command on a terminal of this width and height.
    pub(crate) fn sized(columns: u16, rows: u16, mut command: Command) -> Self {
        let (pty, pts) = blocking::open().unwrap();
        pty.resize(Size::new(rows, columns)).unwrap();
        if !command.get_envs().any(|(name, _)| name == "TERM") {
            command.env("TERM", "xterm-256color");
        }
        let child = blocking::Command::from(command).spawn(pts).unwrap();
        let parser = vt100::Parser::new(side(rows), side(columns), 1000);
        let screen = Mutex::new(Screen { parser, bytes: Vec::new() });
        let display = Arc::new(Display { screen, more: Condvar::new() });
        let pty = Arc::new(pty);
        let reader = thread::spawn({
            let (pty, display) = (Arc::clone(&pty), Arc::clone(&display));
            move || display.read(&pty)
        });
        Self { pty, child: Some(child), reader: Some(reader), display }
    }

    /// Waits until a text is on the screen.
    pub(crate) fn shows(&self, text: &str) {
        self.until(text, |screen| screen.contains(text));
    }

    /// Waits until a text is off the screen.
    pub(crate) fn drops(&self, text: &str) {
        self.until(&format!("no `{text}`"), |screen| !screen.contains(text));
    }

    fn until(&self, wanted: &str, is_there: impl Fn(&str) -> bool) {
        let screen = self.display.screen.lock().unwrap();
        let wait = |screen: &mut Screen| !is_there(&screen.parser.screen().contents());
        let (screen, timeout) =
            self.display.more.wait_timeout_while(screen, PATIENCE, wait).unwrap();
        let now = screen.parser.screen().contents();
        drop(screen);
        assert!(!timeout.timed_out(), "never on the screen: {wanted}\n{now}");
    }

    /// What is on the screen now, without blanks at the ends of lines.
    pub(crate) fn screen(&self) -> String {
        self.display.screen.lock().unwrap().parser.screen().contents()
    }

    /// All that was ever written, escape sequences included.
    pub(crate) fn written(&self) -> String {
        String::from_utf8_lossy(&self.display.screen.lock().unwrap().bytes).into_owned()
    }

    /// The colour that a text has on the screen, where it stands first.
    pub(crate) fn colour(&self, text: &str) -> vt100::Color {
        let guard = self.display.screen.lock().unwrap();
        let screen = guard.parser.screen();
        let columns = screen.size().1.get();
        let found = screen.rows(0, columns).enumerate().find_map(|(row, line)| {
            let column = line[..line.find(text)?].chars().count();
            let cell = screen.cell(row.try_into().unwrap(), column.try_into().unwrap())?;
            Some(cell.fgcolor())
        });
        found.unwrap_or_else(|| panic!("not on the screen: {text}\n{}", screen.contents()))
    }

    /// Types something.
    pub(crate) fn types(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
    }

    /// Presses Ctrl and a letter.
    pub(crate) fn ctrl(&self, letter: char) {
        let key = u8::try_from(letter).unwrap() & 0x1f;
        (&*self.pty).write_all(&[key]).unwrap();
    }

    /// Makes the terminal wider, narrower, higher or lower.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let mut screen = self.display.screen.lock().unwrap();
        screen.parser.screen_mut().set_size(side(rows), side(columns));
        self.pty.resize(Size::new(rows, columns)).unwrap();
    }

    /// Waits for the program's end and gives its exit code as a shell does. All that it wrote is on the screen then.
    pub(crate) fn end(&mut self) -> i32 {
        let mut child = self.child.take().unwrap();
        let id = child.id().to_string();
        let (tell, ended) = mpsc::channel();
        thread::spawn(move || tell.send(child.wait().unwrap()));
        let status = ended.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            Command::new("kill").args(["-KILL", &id]).status().unwrap();
            panic!("it has never ended\n{}", self.screen());
        });
        self.reader.take().unwrap().join().unwrap();
        status.code().unwrap_or_else(|| 128 + status.signal().unwrap())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

impl Display {
    /// Puts on the screen what is written, until there is nobody left who could write.
    fn read(&self, mut pty: &Pty) {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = pty.read(&mut buffer) {
            let mut screen = self.screen.lock().unwrap();
            screen.parser.process(&buffer[..count]);
            screen.bytes.extend(&buffer[..count]);
            drop(screen);
            self.more.notify_all();
        }
    }
}
