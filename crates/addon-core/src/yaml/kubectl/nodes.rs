//! Nodes: what the tokens of lists, maps and scalars become.

use super::scanner::{Placed, Problem, Scan, Token};
use super::{Event, Parser, Placing, Properties, State};
use crate::yaml::kubectl::Style;

/// Nodes.
impl Parser<'_> {
    pub(super) fn content(&mut self, block: bool, bare_list: bool) -> Scan<Placing> {
        let start = self.peek()?.1;
        if let Token::Alias(name) = self.peek()?.0 {
            let Placed { start, end, .. } = self.scanner.take()?;
            let Some(&anchor) = self.anchors.get(&name) else {
                return Err(Problem::at(
                    start,
                    &format!("there is no anchor `&{name}` before this"),
                ));
            };
            let next = self.states.pop().unwrap_or(State::End);
            return self.end(next, Event::Alias(anchor), start.offset..end.offset);
        }
        let properties = self.properties()?;
        let (token, at) = self.peek()?;
        let (next, event) = match token {
            Token::BlockEntry if bare_list => {
                return self.end(
                    State::BareItem,
                    Event::ListStart(false, properties),
                    at.offset..at.offset,
                );
            }
            Token::FlowSequenceStart => (State::FlowItem(true), Event::ListStart(true, properties)),
            Token::FlowMappingStart => (State::FlowKey(true), Event::MapStart(true, properties)),
            Token::BlockSequenceStart if block => {
                (State::BlockItem, Event::ListStart(false, properties))
            }
            Token::BlockMappingStart if block => {
                (State::BlockKey, Event::MapStart(false, properties))
            }
            Token::Scalar(..) => return self.scalar(properties),
            _ if properties != Properties::default() => {
                let nothing = Event::Scalar(String::new(), Style::Plain, properties);
                let next = self.states.pop().unwrap_or(State::End);
                return self.end(next, nothing, at.offset..at.offset);
            }
            _ => return Err(Problem::at(start, &Self::no_content(&token))),
        };
        let Placed { start, end, .. } = self.scanner.take()?;
        self.end(next, event, start.offset..end.offset)
    }

    /// Why there is no node.
    fn no_content(token: &Token) -> String {
        let found = match token {
            Token::StreamEnd => "the end of the text",
            Token::DocumentStart | Token::DocumentEnd => "the end of the document",
            Token::FlowEntry => "`,`",
            Token::FlowMappingEnd => "`}`",
            Token::FlowSequenceEnd => "`]`",
            Token::Value => "`:`",
            Token::Key => "`?`",
            Token::BlockEntry => "`-`",
            _ => "something else",
        };
        format!("a value is missing: here is {found}")
    }

    fn scalar(&mut self, properties: Properties) -> Scan<Placing> {
        let Placed { token, start, end } = self.scanner.take()?;
        let Token::Scalar(text, style) = token else {
            return Err(Problem::at(start, "a value is missing"));
        };
        let next = self.states.pop().unwrap_or(State::End);
        let event = Event::Scalar(text, style, properties);
        self.end(next, event, start.offset..end.offset)
    }

    /// An anchor and a tag, in either order.
    fn properties(&mut self) -> Scan<Properties> {
        let mut properties = Properties::default();
        let mut tagged = false;
        for _ in 0..2 {
            let at = self.peek()?.1;
            match self.peek()?.0 {
                Token::Anchor(name) if properties.anchor == 0 => {
                    self.anchors_made += 1;
                    self.anchors.insert(name, self.anchors_made);
                    properties.anchor = self.anchors_made;
                }
                Token::Tag(handle, suffix) if !tagged => {
                    let prefix = self.tags.iter().find(|(known, _)| *known == handle);
                    let prefix = match prefix {
                        Some((_, prefix)) => prefix.as_str(),
                        None if handle.is_empty() => "",
                        None => {
                            let message = format!(
                                "the tag `{handle}{suffix}` has a handle that no %TAG directive explains"
                            );
                            return Err(Problem::at(at, &message));
                        }
                    };
                    let tag = format!("{prefix}{suffix}");
                    properties.tag = Some(tag).filter(|tag| !tag.is_empty());
                    tagged = true;
                }
                _ => break,
            }
            self.scanner.take()?;
        }
        Ok(properties)
    }
}

/// Lists and maps.
impl Parser<'_> {
    pub(super) fn block_item(&mut self) -> Scan<Placing> {
        if let Some(dash) = self.takes(&Token::BlockEntry)? {
            return if self.is_next(&[Token::BlockEntry, Token::BlockEnd])? {
                self.empty(State::BlockItem, dash.end)
            } else {
                self.node(State::BlockItem, true, false)
            };
        }
        if self.is_next(&[Token::BlockEnd])? {
            return self.close(Event::ListEnd);
        }
        Err(Problem::at(self.peek()?.1, "an item of the list has to begin with `-`"))
    }

    /// An item of a list that is not indented further than the key it belongs to.
    pub(super) fn bare_item(&mut self) -> Scan<Placing> {
        if let Some(dash) = self.takes(&Token::BlockEntry)? {
            let none = [Token::BlockEntry, Token::Key, Token::Value, Token::BlockEnd];
            return if self.is_next(&none)? {
                self.empty(State::BareItem, dash.end)
            } else {
                self.node(State::BareItem, true, false)
            };
        }
        let at = self.peek()?.1.offset;
        let next = self.states.pop().unwrap_or(State::End);
        self.end(next, Event::ListEnd, at..at)
    }

    pub(super) fn block_key(&mut self) -> Scan<Placing> {
        if let Some(key) = self.takes(&Token::Key)? {
            return if self.is_next(&[Token::Key, Token::Value, Token::BlockEnd])? {
                self.empty(State::BlockValue, key.end)
            } else {
                self.node(State::BlockValue, true, true)
            };
        }
        if self.is_next(&[Token::BlockEnd])? {
            return self.close(Event::MapEnd);
        }
        Err(Problem::at(
            self.peek()?.1,
            "a key of the map has to begin here, at the indent of the others",
        ))
    }

    pub(super) fn block_value(&mut self) -> Scan<Placing> {
        match self.takes(&Token::Value)? {
            Some(colon) if self.is_next(&[Token::Key, Token::Value, Token::BlockEnd])? => {
                self.empty(State::BlockKey, colon.end)
            }
            Some(_) => self.node(State::BlockKey, true, true),
            None => {
                let at = self.peek()?.1;
                self.empty(State::BlockKey, at)
            }
        }
    }

    pub(super) fn flow_item(&mut self, first: bool) -> Scan<Placing> {
        if !self.is_next(&[Token::FlowSequenceEnd])? {
            if !first && self.takes(&Token::FlowEntry)?.is_none() {
                return Err(Problem::at(
                    self.peek()?.1,
                    "`,` or `]` has to come here, in a list in brackets",
                ));
            }
            if let Some(key) = self.takes(&Token::Key)? {
                let event = Event::MapStart(true, Properties::default());
                return self.end(State::PairKey, event, key.start.offset..key.end.offset);
            }
            if !self.is_next(&[Token::FlowSequenceEnd])? {
                return self.node(State::FlowItem(false), false, false);
            }
        }
        self.close(Event::ListEnd)
    }

    /// The key of a map in a list that stands there without braces.
    pub(super) fn pair_key(&mut self) -> Scan<Placing> {
        if self.is_next(&[Token::Value, Token::FlowEntry, Token::FlowSequenceEnd])? {
            // The token is lost here, as it is to kubectl.
            let lost = self.scanner.take()?;
            return self.empty(State::PairValue, lost.end);
        }
        self.node(State::PairValue, false, false)
    }

    pub(super) fn pair_value(&mut self) -> Scan<Placing> {
        let colon = self.takes(&Token::Value)?.is_some();
        if colon && !self.is_next(&[Token::FlowEntry, Token::FlowSequenceEnd])? {
            return self.node(State::PairEnd, false, false);
        }
        let at = self.peek()?.1;
        self.empty(State::PairEnd, at)
    }

    pub(super) fn flow_key(&mut self, first: bool) -> Scan<Placing> {
        if !self.is_next(&[Token::FlowMappingEnd])? {
            if !first && self.takes(&Token::FlowEntry)?.is_none() {
                return Err(Problem::at(
                    self.peek()?.1,
                    "`,` or `}` has to come here, in a map in braces",
                ));
            }
            if self.takes(&Token::Key)?.is_some() {
                let none = [Token::Value, Token::FlowEntry, Token::FlowMappingEnd];
                if self.is_next(&none)? {
                    let at = self.peek()?.1;
                    return self.empty(State::FlowValue, at);
                }
                return self.node(State::FlowValue, false, false);
            }
            if !self.is_next(&[Token::FlowMappingEnd])? {
                return self.node(State::FlowNoValue, false, false);
            }
        }
        self.close(Event::MapEnd)
    }

    pub(super) fn flow_value(&mut self) -> Scan<Placing> {
        let colon = self.takes(&Token::Value)?.is_some();
        if colon && !self.is_next(&[Token::FlowEntry, Token::FlowMappingEnd])? {
            return self.node(State::FlowKey(false), false, false);
        }
        let at = self.peek()?.1;
        self.empty(State::FlowKey(false), at)
    }
}
