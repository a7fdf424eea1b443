//! From numbers to a scene: names stand in the plot if there is room, in a key
//! if there is none.

use super::super::measure::Ruler;
use super::super::model::Problem;
use super::super::scene::Scene;
use super::super::theme::{EDGE, GROUP};
use super::axes;
use super::bars;
use super::board::Board;
use super::cells;
use super::data::Numbers;
use super::frame::{Beside, Frame, lay_out, scales, unfit};
use super::key::Key;
use super::look::{BANDS, BARS, Look, looks};
use super::model::{Form, Source, Standing};
use super::names;
use super::notes;
use super::rules;
use super::scale::Scale;
use super::traces::{self, Trace};

/// Draws a plot at a width in points.
///
/// # Errors
/// It does not fit, or its series cannot be told apart.
pub(super) fn paint(
    source: &Source,
    numbers: &Numbers,
    ruler: &Ruler,
    width: f64,
) -> Result<Scene, Vec<Problem>> {
    check_looks(source)?;
    let forms: Vec<Form> = source.series.iter().map(|series| series.form).collect();
    let marked: Vec<bool> = numbers.series.iter().map(traces::marked).collect();
    let looks = looks(&forms, &marked);
    let scales = scales(source, numbers, width)?;
    let mut plot = Plot {
        source,
        numbers,
        ruler,
        width,
        looks,
        scales,
        outside: false,
    };
    let tight = plot.draw();
    if tight.is_ok() || source.notes.is_empty() {
        return tight;
    }
    plot.outside = true;
    plot.draw().or(tight)
}

/// There are as many fills as series that need one.
fn check_looks(source: &Source) -> Result<(), Vec<Problem>> {
    let mut wrong = Vec::new();
    let washes: &[Form] = &[Form::Area, Form::Band];
    let kinds =
        [(&[Form::Bar][..], BARS, "series of bars"), (washes, BANDS, "bands and areas")];
    for (forms, most, what) in kinds {
        let mut own = source.series.iter().filter(|series| forms.contains(&series.form));
        if let Some(series) = own.nth(most) {
            let message = format!("more than {most} {what} cannot be told apart");
            let problem = Problem::new(series.at.clone(), message)
                .hint("join some, or split the plot");
            wrong.push(problem);
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

struct Plot<'a> {
    source: &'a Source,
    numbers: &'a Numbers,
    ruler: &'a Ruler<'a>,
    width: f64,
    looks: Vec<Look>,
    scales: [Scale; 2],
    /// Whether labels of lines across bars stand beside the plot.
    outside: bool,
}

/// What is drawn before any name.
struct Ground<'a> {
    board: Board<'a>,
    frame: Frame,
    traces: Vec<Trace>,
    bars: Vec<bars::Bar>,
    texts: Option<Vec<String>>,
}

impl<'a> Plot<'a> {
    fn draw(&self) -> Result<Scene, Vec<Problem>> {
        if !self.source.legend
            && let Some(scene) = self.direct()?
        {
            return Ok(scene);
        }
        self.keyed()
    }

    /// Room for names of lines at the right, for values of bars, and for names of
    /// lying bars behind these.
    fn beside(&self, (right, names): (f64, f64)) -> Beside {
        let bars = self.source.series.iter().any(|series| series.form == Form::Bar);
        let lies = self.source.y.names().is_some();
        let stacked = self.source.standing == Standing::Stacked;
        let behind = if bars && lies && !stacked { 4.0 * EDGE.size + names } else { 0.0 };
        let above = if bars && !lies { bars::headroom() } else { 0.0 };
        let (aside, over) = if self.outside {
            notes::room(self.source, self.ruler, self.width)
        } else {
            (0.0, 0.0)
        };
        Beside { right: right.max(aside), above, behind, over }
    }

    /// Everything but names and notes.
    fn ground(
        &self,
        key: Option<&Key>,
        names: (f64, f64),
    ) -> Result<Ground<'a>, Vec<Problem>> {
        let Self { source, numbers, ruler, width, looks, scales, .. } = self;
        let beside = (key, self.beside(names));
        let frame = lay_out(source, numbers, scales.clone(), (ruler, *width), beside)
            .map_err(|problem| vec![problem])?;
        let mut board = Board::new(ruler, frame.area);
        if source.cells.is_some() {
            cells::paint(&mut board, source, numbers, &frame)
                .map_err(|problem| vec![problem])?;
            axes::axes(&mut board, &frame, source);
            let (traces, bars) = (Vec::new(), Vec::new());
            return Ok(Ground { board, frame, traces, bars, texts: None });
        }
        axes::grid(&mut board, &frame, source);
        traces::washes(&mut board, source, numbers, looks, &frame);
        let bars = bars::bars(source, numbers, &frame);
        bars::paint(&mut board, source, looks, &frame, &bars);
        let steps = bars::steps(source, looks, &bars);
        rules::lines(&mut board, source, numbers, &frame, &steps);
        axes::axes(&mut board, &frame, source);
        let traces = traces::traces(numbers, &frame);
        traces::lines(&mut board, source, numbers, looks, &traces, &frame);
        notes::points(&mut board, source, numbers, &frame);
        let texts = bars::written(source, &bars, &board, &frame);
        if let Some(texts) = &texts {
            bars::values(&mut board, source, looks, &frame, (&bars, texts));
            bars::totals(&mut board, source, &frame, &bars);
        }
        Ok(Ground { board, frame, traces, bars, texts })
    }

    /// With names at the ends of series; nothing if one of them has no room.
    fn direct(&self) -> Result<Option<Scene>, Vec<Problem>> {
        let Self {
            source,
            numbers,
            ruler,
            width,
            looks,
            scales,
            outside,
        } = self;
        let (right, room) = names::column(source, numbers, scales, ruler, *width);
        if room > 0.45 * width {
            return Ok(None);
        }
        let behind = bars::behind(source, ruler);
        let Ok(ground) = self.ground(None, (room, behind)) else { return Ok(None) };
        let Ground { mut board, frame, traces, bars, texts } = ground;
        let means = (*ruler, &frame);
        let mut ends = names::ends(source, looks, means, (&right, &traces, &bars));
        if *outside {
            ends.extend(notes::ends(source, numbers, means));
        }
        if !names::at_right(&mut board, ends) {
            return Ok(None);
        }
        let named: Vec<usize> = (0..source.series.len())
            .filter(|i| !source.series[*i].name.is_empty())
            .collect();
        let is_bar = |index: &&usize| source.series[**index].form == Form::Bar;
        let bars_named =
            named.iter().any(|index| is_bar(&index) && !right.contains(index));
        if bars_named {
            let Some(texts) = &texts else { return Ok(None) };
            if !bars::names(&mut board, source, &frame, (&bars, texts)) {
                return Ok(None);
            }
        }
        for index in named.iter().filter(|index| !is_bar(index) && !right.contains(index))
        {
            let trace = (*index, &traces[*index]);
            if !names::inside(&mut board, source, looks, &frame, trace) {
                return Ok(None);
            }
        }
        let wants = notes::labels(&mut board, source, numbers, &frame, *outside);
        let scene = Scene { size: frame.size, marks: board.marks };
        if wants.is_empty() { Ok(Some(scene)) } else { Err(wants) }
    }

    /// With a key above the plot.
    fn keyed(&self) -> Result<Scene, Vec<Problem>> {
        let key = Key::new(self.source, self.ruler, self.width);
        if let Some(key) = key.as_ref().filter(|key| key.widest.1 > self.width) {
            let (series, needs) = key.widest;
            let at = &self.source.series[series].at;
            return Err(vec![unfit(at, (needs, self.width), "shorten the name")]);
        }
        let ground = self.ground(key.as_ref(), (0.0, 0.0))?;
        let Ground { mut board, frame, .. } = ground;
        if let Some(key) = &key {
            let title = frame.titles[1].as_ref();
            let top = title.map_or(0.0, |title| title.height + 0.12 * GROUP.size);
            key.paint(&mut board, self.source, &self.looks, top);
        }
        if self.outside {
            let ends = notes::ends(self.source, self.numbers, (self.ruler, &frame));
            // Without room, what the first attempt said stands.
            if !names::at_right(&mut board, ends) {
                return Err(Vec::new());
            }
        }
        let (source, numbers) = (self.source, self.numbers);
        let wants = notes::labels(&mut board, source, numbers, &frame, self.outside);
        let scene = Scene { size: frame.size, marks: board.marks };
        if wants.is_empty() { Ok(scene) } else { Err(wants) }
    }
}
