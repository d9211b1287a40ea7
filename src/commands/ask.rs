//! Questions on a terminal, which Ctrl-C answers too.

use anyhow::Result;
use futures::channel::oneshot;

use crate::cluster;
use crate::output::{Streams, say};

/// What somebody has said to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// Yes, in a word.
    Yes,
    /// Anything else.
    No,
    /// Ctrl-C.
    Interrupted,
}

/// Asks for a yes; anything else is a no.
pub(super) fn agreed(question: &str, streams: &mut Streams<'_>) -> Result<Answer> {
    let said = ask(&format!("{question} [y/N]"), streams)?;
    Ok(said.map_or(Answer::Interrupted, |said| {
        let is_yes = ["y", "yes"].contains(&said.to_lowercase().as_str());
        if is_yes { Answer::Yes } else { Answer::No }
    }))
}

/// Asks for a word; anything else is a no.
pub(super) fn typed(question: &str, word: &str, streams: &mut Streams<'_>) -> Result<Answer> {
    let said = ask(question, streams)?;
    Ok(said.map_or(Answer::Interrupted, |said| if said == word { Answer::Yes } else { Answer::No }))
}

/// Asks, and reads one line; none after Ctrl-C.
fn ask(question: &str, streams: &mut Streams<'_>) -> Result<Option<String>> {
    let Some(until_typed) = streams.until_typed else {
        say::question(question, streams)?;
        return say::answer(streams).map(Some);
    };
    // Ctrl-C would not end a read: whoever has waited for a cluster before has a handler for it. The question comes once
    // there is one in any case.
    let typed = cluster::block_on_interruptible(async {
        say::question(question, streams)?;
        let (tell, told) = oneshot::channel();
        std::thread::spawn(move || {
            until_typed();
            tell.send(())
        });
        Ok(told.await?)
    })?;
    typed.map(|()| say::answer(streams)).transpose()
}
