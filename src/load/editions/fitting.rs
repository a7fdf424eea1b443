//! What an edition says of its length, and what `casebook fit` made of it and of its
//! columns.

use super::{Document, Editions, first, flatten};
use crate::diagnostics::Report;
use crate::model::{
    Choice, Edition, EditionRecord, Fit, FitChoice, GivenUp, Guide, Order, Target,
    TargetRecord,
};

impl Editions {
    /// Lets an edition give up what it has given up for its length before.
    pub(super) fn shorten(&self, edition: &mut Edition) {
        let own = self.fits.get(&edition.name);
        let own = own.filter(|_| !edition.target.is_open());
        let Some(own) = own else { return };
        for decision in &own.value.decision {
            for what in decision.concessions() {
                let reason = decision.reason.text.clone();
                edition.give_up(GivenUp {
                    what,
                    reason,
                    at: own.at(&decision.reason.range),
                    lost: false,
                });
            }
        }
    }

    /// How the columns of an edition are filled: by its own choices, or by those of
    /// the nearest edition below it whose pages hold the text in the same way.
    pub(super) fn choices(
        &self,
        edition: &Edition,
        guide: &Guide,
        chain: &[(String, &Document<EditionRecord>)],
    ) -> Vec<Choice> {
        if let Some(own) = self.fits.get(&edition.name) {
            return choices(own, false);
        }
        let mut below = (1..).zip(chain.iter().skip(1));
        let fit =
            below.find_map(|(index, (name, _))| Some((index, self.fits.get(name)?)));
        match fit {
            Some((index, fit))
                if self.is_alike(
                    edition,
                    guide,
                    chain.get(index..).unwrap_or_default(),
                ) =>
            {
                choices(fit, true)
            }
            _ => Vec::new(),
        }
    }

    /// The nearest edition below one whose pages hold the text in the same way, so that
    /// the choices for its columns are good for both; none for an edition that has made
    /// its own.
    pub fn filled_as(&self, edition: &Edition, guide: &Guide) -> Option<&str> {
        // An edition with a length to keep is measured by itself.
        if self.fits.contains_key(&edition.name) || !edition.target.is_open() {
            return None;
        }
        let chain = self.chain(&edition.name, &mut Report::new())?;
        let alike = (1..chain.len()).find(|index| {
            chain
                .get(*index..)
                .is_some_and(|below| self.is_alike(edition, guide, below))
        });
        let (name, _) = chain.get(alike?)?;
        self.records.get_key_value(name).map(|(name, _)| name.as_str())
    }

    /// Whether an edition breaks its columns as the one below it does that some records
    /// make up. One that gave something up for its length fills them with less.
    fn is_alike(
        &self,
        edition: &Edition,
        guide: &Guide,
        records: &[(String, &Document<EditionRecord>)],
    ) -> bool {
        let Some((name, _)) = records.first() else { return false };
        let fit = self.fits.get(name);
        let layers: Vec<_> = records.iter().map(|(_, record)| *record).collect();
        let below = flatten(name, guide, &layers, None);
        fit.is_none_or(|fit| fit.value.decision.is_empty())
            && below.page() == edition.page()
            && (below.order, below.form) == (edition.order, edition.form)
            && below.scope.depth == edition.scope.depth
    }
}

/// How long the edition should be. In the order of the steps no case has pages of its
/// own that could be counted.
pub(super) fn target(layers: &[&Document<EditionRecord>], order: Order) -> Target {
    fn said<T>(
        layers: &[&Document<EditionRecord>],
        field: impl Fn(&TargetRecord) -> Option<T>,
    ) -> Option<T> {
        first(layers, |record| record.fit.as_ref().and_then(&field))
    }
    Target {
        pages_per_case: said(layers, |fit| fit.pages_per_case)
            .filter(|_| order == Order::Case),
        signature: said(layers, |fit| fit.signature),
        may_drop: said(layers, |fit| fit.may_drop.clone()).unwrap_or_default(),
        may_narrow: said(layers, |fit| fit.may_narrow).unwrap_or_default(),
    }
}

fn choices(fit: &Document<Fit>, inherited: bool) -> Vec<Choice> {
    let choice = |choice: &FitChoice| Choice {
        block: choice.block.text.clone(),
        place: choice.place.text.clone(),
        at: fit.at(&choice.block.range),
        inherited,
    };
    fit.value.choice.iter().map(choice).collect()
}
