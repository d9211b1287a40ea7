//! Tables as kubectl prints them: columns three blanks apart, no trailing blanks.

use std::fmt::Write as _;

/// A table with its header.
#[derive(Debug, Default)]
pub(crate) struct Table {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    pub(crate) fn new(header: &[&'static str]) -> Self {
        Self { header: header.to_vec(), rows: Vec::new() }
    }

    /// Adds a row; an empty cell stays empty.
    pub(crate) fn row(&mut self, cells: &[String]) {
        self.rows.push(cells.iter().map(|cell| one_line(cell)).collect());
    }

    /// How wide the columns are; never narrower than `before`, so that later rows line up.
    pub(crate) fn widths(&self, before: &[usize]) -> Vec<usize> {
        let width = |index: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(index));
            let widest = cells.map(|cell| cell.chars().count()).max().unwrap_or_default();
            let before = before.get(index).copied().unwrap_or_default();
            widest.max(self.header.get(index).map_or(0, |title| title.len())).max(before)
        };
        (0..self.header.len()).map(width).collect()
    }

    /// The rows as text, `header` too if wanted.
    pub(crate) fn render(&self, widths: &[usize], header: bool) -> String {
        let titles: Vec<String> = self.header.iter().map(|&title| title.to_owned()).collect();
        let mut out = String::new();
        for row in header.then_some(&titles).into_iter().chain(&self.rows) {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(widths) {
                // Writing into a string cannot fail.
                let _ = write!(line, "{cell:<width$}   ");
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// The whole table as text.
    pub(crate) fn text(&self) -> String {
        self.render(&self.widths(&[]), true)
    }
}

/// A cell is one line, and does not steer the terminal.
pub(crate) fn one_line(text: &str) -> String {
    text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
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
            table.text(),
            "NAME          STATUS\na-long-name\nü             Delete Failed\n"
        );
        let widths = table.widths(&[20]);
        assert_eq!(table.render(&widths, false).lines().count(), 2);
        assert_eq!(widths, [20, 13]);
    }
}
