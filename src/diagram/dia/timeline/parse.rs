//! The lines of a drawing of time.
//!
//! A first pass reads the axis and the names of the lanes, a second one what
//! stands in them. Both go on after a mistake, so that an author sees all of
//! them at once.

use super::super::model::Problem;
use super::super::reader::{Line, Reader, bracketed};
use super::model::{Axis, Form, Item, Lane, Look, Now, Source, Step};
use super::ticks;
use super::time::{Fault, Scale, Time};

/// Words that begin a line.
const KEYWORDS: [&str; 7] = ["axis", "lane", "now", "timeline", "title", "alt", "kind"];
/// Calendar steps with their months and days.
const STEPS: [(&str, Step); 5] = [
    ("day", Step::Even(1.0)),
    ("week", Step::Even(7.0)),
    ("month", Step::Months(1)),
    ("quarter", Step::Months(3)),
    ("year", Step::Months(12)),
];
/// Lanes and items that a figure may have.
const MOST: (usize, usize) = (40, 300);

/// The state of reading one source.
struct Parser<'a, 'r> {
    reader: &'r mut Reader<'a>,
    axis: Option<Axis>,
    lanes: Vec<Lane>,
    now: Option<Now>,
}

/// Reads the body of a figure. What is wrong goes to the reader.
pub(super) fn parse<'a>(reader: &mut Reader<'a>, lines: &[Line<'a>]) -> Option<Source> {
    let mut parser = Parser { reader, axis: None, lanes: Vec::new(), now: None };
    for line in lines {
        match line.split() {
            ("axis", rest) => parser.axis(rest, line.text),
            ("lane", title) => parser.lane(title, line.text),
            _ => {}
        }
    }
    let axis = lines.iter().any(|line| line.split().0 == "axis");
    parser.check_size(axis);
    let mut lane = None;
    for line in lines {
        match line.split() {
            ("axis", _) => {}
            ("lane", _) => lane = Some(lane.map_or(0, |lane| lane + 1)),
            ("now", rest) => parser.now(rest, line.text),
            (word, _) => parser.item(lane, word, line.text),
        }
    }
    if parser.lanes.iter().map(|lane| lane.items.len()).sum::<usize>() > MOST.1 {
        let message = format!("the figure has more than {} spans", MOST.1);
        parser.reader.add(Problem::new(0..0, message).hint("split it"));
    }
    let (lanes, now) = (parser.lanes, parser.now);
    Some(Source { role_at: 0..0, axis: parser.axis?, lanes, now })
}

impl<'a> Parser<'a, '_> {
    fn fault(&mut self, part: &'a str, Fault(message, hint): Fault) {
        self.reader.wrong(part, message).hint = Some(hint);
    }

    fn check_size(&mut self, axis: bool) {
        if !axis {
            let problem = Problem::new(0..0, "the figure has no `axis` line");
            self.reader.add(problem.hint("write `axis 0 h .. 24 h step 4`"));
        }
        if self.lanes.is_empty() {
            let problem = Problem::new(0..0, "the figure has no lane");
            self.reader.add(problem.hint("write `lane Name` before its spans"));
        }
        if self.lanes.len() > MOST.0 {
            let message = format!("the figure has more than {} lanes", MOST.0);
            self.reader.add(Problem::new(0..0, message).hint("split it"));
        }
    }

    /// `axis 0 h .. 24 h step 4`.
    fn axis(&mut self, rest: &'a str, line: &'a str) {
        let (bounds, step) = match rest.split_once(" step ") {
            Some((bounds, step)) => (bounds, Some(step.trim())),
            None => (rest, None),
        };
        let Some((from, to)) = bounds.split_once("..") else {
            let fault = Fault(
                "the axis has no range".into(),
                "an axis is `axis 0 h .. 24 h step 4`".into(),
            );
            return self.fault(line, fault);
        };
        let (from, to) = (from.trim(), to.trim());
        let (start, end) = (self.time(from), self.time(to));
        let (Some(start), Some(end)) = (start, end) else { return };
        let scale = match (start, end) {
            (Time::Date(_), _) | (_, Time::Date(_)) => Scale::Calendar,
            _ => {
                let unit = step.and_then(|step| Time::read(step).ok()?.unit());
                Scale::Number(end.unit().or(start.unit()).or(unit))
            }
        };
        let (a, b) = (self.put(start.on(scale), from), self.put(end.on(scale), to));
        let (Some(from), Some(to)) = (a, b) else { return };
        if to <= from {
            let hint = "write the earlier time first".to_string();
            return self.fault(
                line,
                Fault("the axis ends where it begins, or before".into(), hint),
            );
        }
        let step = match step {
            Some(words) => self.step(words, scale),
            None => Some(ticks::step(scale, to - from)),
        };
        let Some(step) = step else { return };
        let axis = Axis { scale, from, to, step, at: self.reader.at(line) };
        let count = ticks::ticks(&axis).len();
        if count > ticks::MOST {
            let message = format!("the axis has more than {} ticks", ticks::MOST);
            return self.fault(line, Fault(message, "take a larger step".into()));
        }
        if self.axis.replace(axis).is_some() {
            self.reader.wrong(line, "a second axis stands here");
        }
    }

    fn time(&mut self, text: &'a str) -> Option<Time> {
        self.put(Time::read(text), text)
    }

    /// The value, or a problem at a part of the source.
    fn put<T>(&mut self, value: Result<T, Fault>, part: &'a str) -> Option<T> {
        value.map_err(|fault| self.fault(part, fault)).ok()
    }

    /// `4`, `4 h`, `month`, `2 weeks`.
    fn step(&mut self, words: &'a str, scale: Scale) -> Option<Step> {
        let (count, name) = match words.split_once(' ') {
            Some((count, name)) => (count.parse::<u16>().ok(), name.trim()),
            None => (Some(1), words),
        };
        let name = name.strip_suffix('s').filter(|n| !n.is_empty()).unwrap_or(name);
        let known = STEPS.iter().find(|(own, _)| *own == name);
        if scale == Scale::Calendar {
            if let (Some((_, step)), Some(count @ 1..=1000)) = (known, count) {
                return Some(match step {
                    Step::Even(days) => Step::Even(days * f64::from(count)),
                    Step::Months(months) => Step::Months(months * i64::from(count)),
                });
            }
            let letters = name.chars().all(char::is_alphabetic);
            if letters && name.len() > 2 {
                self.reader.unknown(
                    words,
                    format!("unknown step `{words}`"),
                    STEPS.map(|(name, _)| name),
                    "steps of dates are day, week, month, quarter, year, or `7 d`",
                );
                return None;
            }
        }
        let time = self.time(words)?;
        let step = self.put(time.long(scale), words)?;
        if step <= 0.0 {
            let hint = "a step is greater than nought".to_string();
            self.fault(words, Fault(format!("`{words}` is no step"), hint));
            return None;
        }
        Some(Step::Even(step))
    }

    fn lane(&mut self, title: &'a str, line: &'a str) {
        if title.is_empty() {
            self.reader.wrong(line, "the lane has no name").hint =
                Some("write `lane Name`".into());
        } else if self.lanes.iter().any(|lane| lane.title == title) {
            self.reader.wrong(title, format!("lane `{title}` is there twice"));
        }
        let at = self.reader.at(line);
        self.lanes
            .push(Lane { title: title.to_string(), items: Vec::new(), at });
    }

    /// `now 14 h : text`.
    fn now(&mut self, rest: &'a str, line: &'a str) {
        let (when, label) = rest.split_once(" : ").unwrap_or((rest, "now"));
        let Some(time) = self.moment(when.trim(), None) else { return };
        let (label, at) = (label.trim().to_string(), self.reader.at(line));
        if self.now.replace(Now { time, label, at }).is_some() {
            self.reader.wrong(line, "a second `now` stands here");
        }
    }

    /// `a..b : label [kind]`, `t : label`, `a => b : label`.
    fn item(&mut self, lane: Option<usize>, word: &'a str, line: &'a str) {
        let (when, words) = match line.split_once(" : ") {
            Some((when, words)) => (when.trim(), words.trim()),
            None => (line.strip_suffix(" :").unwrap_or(line).trim(), ""),
        };
        let begins = when.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
        if !begins {
            return self.reader.unknown(
                word,
                format!("cannot read a line that begins with `{word}`"),
                KEYWORDS,
                "a line is `a..b : label [kind]`, `t : label`, `a => b : label`, or begins with axis, lane or now",
            );
        }
        let Some(lane) = lane else {
            self.reader.wrong(line, "the line stands in no lane").hint =
                Some("write `lane Name` before it".into());
            return;
        };
        let (words, kind) = bracketed(words);
        let placed = if let Some((from, to)) = when.split_once("=>") {
            self.delay(lane, from.trim(), to.trim())
        } else if let Some((from, to)) = when.split_once("..") {
            let look = self.look(kind);
            self.range(from.trim(), to.trim(), line)
                .map(|(from, to)| (Form::Span(look), from, to))
        } else {
            self.moment(when, None).map(|time| (Form::Milestone, time, time))
        };
        let (range, arrow) = (when.contains(".."), when.contains("=>"));
        if kind.is_some() && (arrow || !range) {
            self.reader.wrong(line, "only spans have a kind").hint =
                Some("a span is `a..b : label [kind]`".into());
        }
        if words.is_empty() && !arrow {
            self.reader.wrong(line, "it has no label").hint =
                Some("write ` : label` behind the time".into());
        }
        let Some((form, from, to)) = placed else { return };
        let (label, at) = (words.to_string(), self.reader.at(line));
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.items.push(Item { form, from, to, label, at });
        }
    }

    fn look(&mut self, kind: Option<&'a str>) -> Look {
        let Some(name) = kind else { return Look::default() };
        Look::named(name).unwrap_or_else(|| {
            self.reader.unknown(
                name,
                format!("unknown kind of span `{name}`"),
                Look::NAMES,
                &format!("kinds are {}", Look::NAMES.join(", ")),
            );
            Look::default()
        })
    }

    /// Two times, the first before the second.
    fn range(&mut self, from: &'a str, to: &'a str, line: &'a str) -> Option<(f64, f64)> {
        let start = self.moment(from, None);
        let end = self.moment(to, start);
        let (start, end) = (start?, end?);
        if end <= start {
            let hint =
                "write the earlier time first; a moment is `t : label`".to_string();
            self.fault(
                line,
                Fault("the span ends where it begins, or before".into(), hint),
            );
            return None;
        }
        Some((start, end))
    }

    /// `a => b`, `a => Lane b`.
    fn delay(
        &mut self,
        lane: usize,
        from: &'a str,
        to: &'a str,
    ) -> Option<(Form, f64, f64)> {
        let start = self.moment(from, None);
        let own = |lane: &Lane| {
            let rest = to.strip_prefix(lane.title.as_str())?;
            rest.starts_with(char::is_whitespace).then(|| rest.trim())
        };
        let aims = self.lanes.iter().map(own).enumerate();
        let aim = aims
            .filter_map(|(lane, rest)| Some((lane, rest?)))
            .min_by_key(|a| a.1.len());
        let begins = to.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
        let (aim, time) = match aim {
            Some(aim) => aim,
            None if begins || to.is_empty() => (lane, to),
            None => {
                let name = to.rsplit_once(' ').map_or(to, |(name, _)| name);
                let titles: Vec<String> =
                    self.lanes.iter().map(|lane| lane.title.clone()).collect();
                self.reader.unknown(
                    name,
                    format!("the arrow leads to unknown lane `{name}`"),
                    titles.iter().map(String::as_str),
                    "an arrow is `a => b : label` or `a => Lane b : label`",
                );
                return None;
            }
        };
        let end = self.moment(time, start);
        let (start, end) = (start?, end?);
        if end < start || end == start && aim == lane {
            let hint = "write the earlier time first".to_string();
            self.fault(
                to,
                Fault("the arrow leads back in time, or nowhere".into(), hint),
            );
            return None;
        }
        Some((Form::Delay(aim), start, end))
    }

    /// A time on the axis; `+7 d` counts from another.
    fn moment(&mut self, text: &'a str, since: Option<f64>) -> Option<f64> {
        let time = self.time(text)?;
        let axis = self.axis.clone()?;
        let value = if text.starts_with('+') {
            since.map_or(axis.from, |since| since)
                + self.put(time.long(axis.scale), text)?
        } else {
            self.put(time.on(axis.scale), text)?
        };
        let slack = (axis.to - axis.from) * 1e-9;
        if value < axis.from - slack || value > axis.to + slack {
            let message = format!("{text} lies outside the axis");
            self.fault(
                text,
                Fault(message, "make the axis longer, or cut the span".into()),
            );
            return None;
        }
        Some(value.clamp(axis.from, axis.to))
    }
}
