//! The lines of a plot.

use super::super::model::Problem;
use super::super::reader::{Line, Reader};
use super::model::Series;
use super::model::{
    Axis, Cells, Data, Entry, Form, Kind, Note, Number, Source, Spot, Standing,
};
use super::words::{axis, named, number, range, split, words};

/// Words that begin a line.
const KEYWORDS: [&str; 18] = [
    "size",
    "x",
    "y",
    "line",
    "dash",
    "dots",
    "area",
    "band",
    "bar",
    "cells",
    "at",
    "point",
    "stack",
    "waterfall",
    "legend",
    "plot",
    "title",
    "alt",
];
/// Series, and numbers that a series may have.
const MOST: (usize, usize) = (12, 1200);
/// Millimetres that a plot may be tall.
const HEIGHTS: (f64, f64) = (15.0, 240.0);

/// The state of reading one source.
struct Parser<'a, 'r> {
    reader: &'r mut Reader<'a>,
    out: Source,
    axes: [bool; 2],
}

/// Reads the body of a plot. What is wrong goes to the reader.
pub(super) fn parse<'a>(reader: &mut Reader<'a>, lines: &[Line<'a>]) -> Source {
    let mut parser = Parser { reader, out: Source::default(), axes: [false; 2] };
    let mut rest = lines;
    while let Some((line, behind)) = rest.split_first() {
        let count = behind.iter().take_while(|l| l.indent > line.indent).count();
        let (children, next) = behind.split_at(count);
        parser.line(line, children);
        rest = next;
    }
    parser.check();
    parser.out
}

impl<'a> Parser<'a, '_> {
    fn line(&mut self, line: &Line<'a>, children: &[Line<'a>]) {
        let (word, rest) = line.split();
        if let Some(form) = Form::named(word) {
            return self.series(form, line.text, rest, children);
        }
        if word == "cells" {
            return self.cells(line.text, rest, children);
        }
        if let Some(child) = children.first() {
            self.reader
                .wrong(child.text, format!("nothing goes on below `{word}`"))
                .hint = Some("only series and cells go on in indented lines".into());
        }
        match word {
            "size" => self.size(rest),
            "x" => self.axis(0, line.text, rest),
            "y" => self.axis(1, line.text, rest),
            "at" => self.at(line.text, rest),
            "point" => self.point(line.text, rest),
            "stack" => self.standing(Standing::Stacked, line.text),
            "waterfall" => self.standing(Standing::Waterfall, line.text),
            "legend" => self.out.legend = true,
            _ => self.reader.unknown(
                word,
                format!("cannot read a line that begins with `{word}`"),
                KEYWORDS,
                "a plot has lines that begin with x, y, line, dash, dots, area, band, bar, cells, at, point, stack, waterfall, size, legend",
            ),
        }
    }

    fn size(&mut self, text: &'a str) {
        let (least, most) = HEIGHTS;
        match text.trim_end_matches("mm").trim().parse::<f64>() {
            Ok(height) if (least..=most).contains(&height) => {
                self.out.height = Some(height);
            }
            _ => {
                let message = format!("`{text}` is no height");
                self.reader.wrong(text, message).hint =
                    Some(format!("heights are {least} to {most} millimetres"));
            }
        }
    }

    fn axis(&mut self, index: usize, line: &'a str, rest: &'a str) {
        let read = axis(self.reader, line, rest);
        if std::mem::replace(&mut self.axes[index], true) {
            let name = ["x", "y"][index];
            self.reader.wrong(line, format!("the axis `{name}` is given twice"));
        }
        *[&mut self.out.x, &mut self.out.y][index] = read;
    }

    fn standing(&mut self, standing: Standing, line: &'a str) {
        if self.out.standing != Standing::Beside && self.out.standing != standing {
            self.reader.wrong(line, "bars are stacked or a waterfall, not both");
        }
        self.out.standing = standing;
    }

    /// `at y 0.8 : label`.
    fn at(&mut self, line: &'a str, rest: &'a str) {
        let (place, label) = named(rest).unwrap_or((rest, ""));
        let (axis, value) = place.split_once(char::is_whitespace).unwrap_or((place, ""));
        if !matches!(axis, "x" | "y") {
            self.reader.wrong(line, "a reference line is `at y 0.8 : label`");
            return;
        }
        let Some(value) = number(self.reader, value) else { return };
        let spot = if axis == "x" { Spot::X(value) } else { Spot::Y(value) };
        self.note(line, spot, label);
    }

    /// `point 3,0.8 : label`.
    fn point(&mut self, line: &'a str, rest: &'a str) {
        let (place, label) = named(rest).unwrap_or((rest, ""));
        let parts = split(place, |c| c == ',');
        let [x, y] = parts.as_slice() else {
            self.reader.wrong(line, "a point is `point 3,0.8 : label`");
            return;
        };
        let (x, y) = (number(self.reader, x), number(self.reader, y));
        if let (Some(x), Some(y)) = (x, y) {
            self.note(line, Spot::Point(x, y), label);
        }
    }

    fn note(&mut self, line: &'a str, place: Spot, label: &str) {
        let at = self.reader.at(line);
        self.out.notes.push(Note { place, label: label.to_string(), at });
    }

    fn series(
        &mut self,
        form: Form,
        line: &'a str,
        rest: &'a str,
        children: &[Line<'a>],
    ) {
        let Some((name, data)) = named(rest) else {
            let word = line.split_whitespace().next().unwrap_or_default();
            self.reader.wrong(line, "a series has no data").hint =
                Some(format!("write `{word} Name : ` and its numbers"));
            return;
        };
        let data = match data.strip_prefix("y").map(str::trim_start) {
            Some(curve) if curve.starts_with('=') => self.curve(form, curve[1..].trim()),
            _ => {
                let all = children.iter().map(|child| child.text);
                let all = std::iter::once(data).chain(all).flat_map(words).collect();
                self.data(form, line, all)
            }
        };
        let Some(data) = data else { return };
        let at = self.reader.at(line);
        self.out
            .series
            .push(Series { name: name.to_string(), form, data, at });
    }

    /// `y = formula for x 0 .. 10`; a band has `low .. high`.
    fn curve(&mut self, form: Form, text: &'a str) -> Option<Data> {
        let (formula, ends) = match text.split_once(" for x ") {
            Some((formula, ends)) => (formula, Some(range(self.reader, ends)?)),
            None => (text, None),
        };
        let formulas: Vec<&str> = formula.split(" .. ").collect();
        let (want, how) = match form {
            Form::Band => (2, "a band is `y = low .. high for x 0 .. 10`"),
            Form::Bar => {
                self.reader.wrong(text, "bars have values, not formulas in x");
                return None;
            }
            _ => (1, "a curve is `y = formula for x 0 .. 10`"),
        };
        if formulas.len() != want {
            self.reader.wrong(formula, how);
            return None;
        }
        let formulas: Option<Vec<Number>> =
            formulas.into_iter().map(|text| number(self.reader, text)).collect();
        Some(Data::Curve { formulas: formulas?, ends })
    }

    /// Points or values.
    fn data(&mut self, form: Form, line: &'a str, all: Vec<&'a str>) -> Option<Data> {
        if all.is_empty() || all.len() > MOST.1 {
            let message = match all.len() {
                0 => "a series has no data".to_string(),
                n => format!("a series of {n} numbers is too long to print"),
            };
            self.reader.wrong(line, message).hint =
                Some(format!("a series has 1 to {} numbers", MOST.1));
            return None;
        }
        let parts: Vec<Vec<&str>> =
            all.iter().map(|word| split(word, |c| c == ',')).collect();
        let size = parts[0].len();
        let (want, how) = match form {
            Form::Band => (3, "a point of a band is `x,low,high`"),
            Form::Bar => (1, "bars have one value for each name"),
            _ => (if size == 1 { 1 } else { 2 }, "a point is `x,y`, without a space"),
        };
        let mut sound = true;
        let odd = |part: &Vec<&str>| part.len() != want || part.contains(&"");
        for (part, word) in parts.iter().zip(&all).filter(|(part, _)| odd(part)) {
            let message = match (part.len(), want) {
                (1, 2) => "this value stands between points".to_string(),
                (2, 1) if form != Form::Bar => {
                    "this point stands between values".to_string()
                }
                _ => format!("cannot read `{word}`"),
            };
            self.reader.wrong(word, message).hint = Some(how.into());
            sound = false;
        }
        if !sound {
            return None;
        }
        if want == 1 {
            return Some(Data::Values(self.entries(&all)));
        }
        let points = parts
            .into_iter()
            .map(|part| part.into_iter().map(|text| number(self.reader, text)).collect());
        Some(Data::Points(points.collect::<Option<_>>()?))
    }

    fn entries(&mut self, all: &[&'a str]) -> Vec<Entry> {
        let entry = |word: &&str| match *word {
            "." => Entry::Gap,
            "=" => Entry::Sum,
            text => Entry::Value(Number { text: text.into(), at: self.reader.at(text) }),
        };
        all.iter().map(entry).collect()
    }

    /// `cells Name : 0 .. 1`, then rows `Name | 1 2 3`.
    fn cells(&mut self, line: &'a str, rest: &'a str, children: &[Line<'a>]) {
        let value = axis(self.reader, line, rest);
        if value.kind != Kind::Linear {
            self.reader.wrong(line, "cells are `cells Name : 0 .. 1 unit %`");
        }
        let mut rows = Vec::new();
        for child in children {
            let (name, data) = child.text.split_once('|').unwrap_or(("", child.text));
            let all = words(data);
            if name.trim().is_empty() || all.is_empty() {
                self.reader.wrong(child.text, "a row of cells is `Name | 1 2 3`");
            }
            let entries = self.entries(&all);
            rows.push((name.trim().to_string(), entries, self.reader.at(child.text)));
        }
        if rows.is_empty() {
            self.reader.wrong(line, "the cells have no rows").hint =
                Some("write rows `Name | 1 2 3` below, indented".into());
        }
        let at = self.reader.at(line);
        if self.out.cells.replace(Cells { value, rows, at }).is_some() {
            self.reader.wrong(line, "a plot has one set of cells");
        }
    }

    /// What only the whole can tell.
    fn check(&mut self) {
        if self.out.series.is_empty() && self.out.cells.is_none() {
            let whole = self.reader.problems.is_empty();
            if whole {
                self.reader.problems.push(
                    Problem::new(0..0, "the plot shows no data")
                        .hint("write a series: `line Name : 0,1 1,3`"),
                );
            }
        }
        if self.out.series.len() > MOST.0 {
            let message = format!("a plot has at most {} series", MOST.0);
            let at = self.out.series[MOST.0].at.clone();
            self.reader.add(Problem::new(at, message));
        }
        self.check_cells();
        self.check_values();
    }

    /// Cells stand alone, with names along x.
    fn check_cells(&mut self) {
        let Some(cells) = &self.out.cells else { return };
        let mut wrong = Vec::new();
        if !self.out.series.is_empty() || !self.out.notes.is_empty() || self.axes[1] {
            let message = "cells stand alone: no series, no notes, no `y` axis";
            wrong.push((cells.at.clone(), message.to_string()));
        }
        match self.out.x.names() {
            None => {
                let message = "cells need the names of their columns";
                wrong.push((cells.at.clone(), message.to_string()));
            }
            Some(names) => {
                for (name, values, at) in &cells.rows {
                    if values.len() != names.len() && !values.is_empty() {
                        let (has, want) = (values.len(), names.len());
                        let message = format!(
                            "there are {want} columns, but the row `{name}` has values for {has}"
                        );
                        wrong.push((at.clone(), message));
                    }
                }
            }
        }
        for (at, message) in wrong {
            let hint = "columns are `x Title : A, B, C`, an empty cell is `.`";
            let problem = Problem::new(at, message).hint(hint);
            self.reader.add(problem);
        }
    }

    /// Values belong to names, one each; bars have values; names stand on one axis.
    fn check_values(&mut self) {
        let axes: [&Axis; 2] = [&self.out.x, &self.out.y];
        let names = axes.iter().find_map(|axis| axis.names()).map(<[String]>::len);
        let mut wrong = Vec::new();
        if axes.iter().all(|axis| axis.names().is_some()) {
            wrong.push((
                self.out.y.at.clone(),
                "one axis has names, the other numbers".into(),
            ));
        }
        for series in &self.out.series {
            if let Data::Values(values) = &series.data {
                let has = values.len();
                let name = &series.name;
                let message = match names {
                    None => Some("values without names on an axis".to_string()),
                    Some(want) if want != has => Some(format!(
                        "the axis has {want} names, but `{name}` has values for {has}"
                    )),
                    Some(_) => None,
                };
                wrong.extend(message.map(|message| (series.at.clone(), message)));
            }
            let lies = self.out.y.names().is_some();
            if lies && series.form != Form::Bar {
                let message = "with names on y there are only bars".to_string();
                wrong.push((series.at.clone(), message));
            }
        }
        for (at, message) in wrong {
            let hint = "names are `x Title : A, B, C`, no value is `.`";
            let problem = Problem::new(at, message).hint(hint);
            self.reader.add(problem);
        }
    }
}
