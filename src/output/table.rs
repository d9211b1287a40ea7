//! Tables as kubectl prints them: columns three blanks apart, no trailing blanks.

use super::fit::{cut, width};
use super::paint::{self, Look, Piece, Tone};

/// Between two columns.
const GAP: usize = 3;

/// As narrow as a column is made that gives way.
const NARROWEST: usize = 8;

use crate::plain::acts;

/// A table with its header.
#[derive(Debug, Default)]
pub(crate) struct Table {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    /// The columns of phases.
    phases: Vec<&'static str>,
    /// The column that gives way where there is no room.
    yielding: Option<&'static str>,
}

impl Table {
    /// An empty table.
    pub(crate) fn new(header: &[&'static str]) -> Self {
        Self { header: header.to_vec(), ..Self::default() }
    }

    /// The same with the columns named whose words have colours.
    pub(crate) fn phases(self, titles: &[&'static str]) -> Self {
        Self { phases: titles.to_vec(), ..self }
    }

    /// The same with the column named that is cut first where a line is wider than the terminal.
    pub(crate) fn yielding(self, title: &'static str) -> Self {
        Self { yielding: Some(title), ..self }
    }

    /// Adds a row; an empty cell stays empty.
    pub(crate) fn row(&mut self, cells: &[String]) {
        self.rows.push(cells.iter().map(|cell| one_line(cell)).collect());
    }

    /// How wide the columns are; never narrower than `before`, so that later rows line up.
    pub(crate) fn widths(&self, before: &[usize]) -> Vec<usize> {
        let of_column = |index: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(index));
            let widest = cells.map(|cell| width(cell)).max().unwrap_or_default();
            let before = before.get(index).copied().unwrap_or_default();
            widest.max(self.header.get(index).map_or(0, |title| title.len())).max(before)
        };
        (0..self.header.len()).map(of_column).collect()
    }

    /// The rows as text, `header` too if wanted.
    pub(crate) fn render(&self, widths: &[usize], header: bool, look: Look) -> String {
        let widths = self.narrowed(widths, look);
        let titles: Vec<String> = self.header.iter().map(|&title| title.to_owned()).collect();
        let title = header.then(|| line(&titles, &widths, look, |_, _| Tone::Plain));
        let rows = self.rows.iter().map(|row| {
            line(row, &widths, look, |column, cell| {
                let is_phase =
                    self.header.get(column).is_some_and(|title| self.phases.contains(title));
                if is_phase { Tone::of_phase(cell) } else { Tone::Plain }
            })
        });
        title.into_iter().chain(rows).map(|line| line + "\n").collect()
    }

    /// The whole table as text.
    pub(crate) fn text(&self, look: Look) -> String {
        self.render(&self.widths(&[]), true, look)
    }

    /// The widths, that of the yielding column less so that all fits, if it can.
    fn narrowed(&self, widths: &[usize], look: Look) -> Vec<usize> {
        let mut widths = widths.to_vec();
        let (Some(columns), Some(title)) = (look.columns, self.yielding) else { return widths };
        let Some(column) = self.header.iter().position(|it| *it == title) else { return widths };
        let whole = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let least = NARROWEST.max(title.len()).min(widths[column]);
        let excess = whole.saturating_sub(columns);
        widths[column] = widths[column].saturating_sub(excess).max(least);
        widths
    }
}

/// A row as a line.
fn line(
    row: &[String],
    widths: &[usize],
    look: Look,
    tone: impl Fn(usize, &str) -> Tone,
) -> String {
    let mut pieces = Vec::new();
    for (column, (cell, most)) in row.iter().zip(widths).enumerate() {
        let shown = cut(cell, *most);
        let blanks = " ".repeat(most - width(&shown) + GAP);
        pieces.extend([Piece::new(tone(column, cell), shown), Piece::plain(blanks)]);
    }
    paint::line(&pieces, look)
}

/// A cell is one line, and does not steer the terminal.
pub(crate) fn one_line(text: &str) -> String {
    text.trim().chars().map(|c| if acts(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let mut table = Table::new(&["NAME", "STATUS"]);
        table.row(&["a-long-name".to_owned(), String::new()]);
        table.row(&["ü".to_owned(), "Delete\nFailed".to_owned()]);
        assert_eq!(
            table.text(Look::default()),
            "NAME          STATUS\na-long-name\nü             Delete Failed\n"
        );
        let widths = table.widths(&[20]);
        assert_eq!(table.render(&widths, false, Look::default()).lines().count(), 2);
        assert_eq!(widths, [20, 13]);
    }

    #[test]
    fn a_column_gives_way_before_a_line_is_cut() {
        let mut table = Table::new(&["NAME", "STATUS", "REASON", "AGE"]).phases(&["STATUS"]);
        table = table.yielding("REASON");
        let reason = "because nothing else was to be had";
        table.row(&["a", "Failed", reason, "10s"].map(str::to_owned));
        let look = |colour, columns| Look { colour, columns: Some(columns) };
        assert_eq!(
            table.text(look(true, 40)),
            "NAME   STATUS   REASON               AGE\na      \u{1b}[31mFailed\u{1b}[0m   because nothing e…   10s\n"
        );
        assert_eq!(
            table.text(look(false, 24)),
            "NAME   STATUS   REASON…\na      Failed   because…\n"
        );
    }
}
