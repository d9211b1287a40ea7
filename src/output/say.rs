//! Lines and questions: results on standard output, all talk on standard error.

use anyhow::Result;

use super::Streams;
use crate::manifest::Identity;
use crate::plain;

/// Lines of the product.
pub(crate) fn line(text: &str, streams: &mut Streams<'_>) -> Result<()> {
    Ok(writeln!(streams.out, "{}", plain::text(text))?)
}

/// A result in a line: what was done. Nobody hears it who wants to hear errors alone; the exit code says it too.
pub(crate) fn done(text: &str, streams: &mut Streams<'_>) -> Result<()> {
    if streams.quiet { Ok(()) } else { line(text, streams) }
}

/// Talk, of one line or of several; it may begin with the end of one that was begun.
pub(crate) fn note(text: &str, streams: &mut Streams<'_>) -> Result<()> {
    let (before, text) = text.strip_prefix('\n').map_or(("", text), |text| ("\n", text));
    // In one piece: what somebody types comes before or after it.
    Ok(streams.err.write_all(format!("{before}{}\n", plain::message(text)).as_bytes())?)
}

/// A line of talk that is no error, and that nobody hears who wants to hear errors alone.
pub(crate) fn aside(text: &str, streams: &mut Streams<'_>) -> Result<()> {
    if streams.quiet { Ok(()) } else { note(text, streams) }
}

/// A list of objects under a heading; nothing if there is none.
pub(crate) fn list(heading: &str, objects: &[Identity], streams: &mut Streams<'_>) -> Result<()> {
    if objects.is_empty() {
        return Ok(());
    }
    writeln!(streams.err, "{heading}")?;
    for object in objects {
        writeln!(streams.err, "  {}", plain::line(&object.describe()))?;
    }
    Ok(())
}

/// Puts a question; the answer is typed behind it.
pub(crate) fn question(question: &str, streams: &mut Streams<'_>) -> Result<()> {
    streams.err.write_all(format!("{} ", plain::text(question)).as_bytes())?;
    Ok(streams.err.flush()?)
}

/// Reads one line.
pub(crate) fn answer(streams: &mut Streams<'_>) -> Result<String> {
    // Byte by byte: what comes after the line is not for this question.
    let (mut line, mut byte) = (Vec::new(), [0]);
    loop {
        if streams.input.read(&mut byte)? == 0 {
            // Ctrl-D leaves the cursor behind the question.
            if streams.terminal {
                note("", streams)?;
            }
            break;
        }
        if byte[0] == b'\n' {
            break;
        }
        line.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&line).trim().to_owned())
}
