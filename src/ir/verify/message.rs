//! Messages: one in each language, and pieces that can be filled.

use super::condition::Checked;
use super::{InvalidProgram, Verified, Verifier, refuse};
use crate::diagnostic::messages::verify;
use crate::ir::plural::{categories, may_have};
use crate::ir::{Message, Package, Piece, Plural, PluralCategory, RecordId, Type, Unit};

/// What the messages of a clause may speak of.
pub(super) struct Speech<'v, 'p> {
    pub(super) scope: &'v Checked<'v, 'p>,
    pub(super) package: &'p Package,
    /// The record of the witnesses, where the clause's condition names some.
    pub(super) witnesses: Option<RecordId>,
    /// Whether it is a notice, which is of an act to come.
    pub(super) is_notice: bool,
}

impl<'p> Verifier<'p> {
    pub(super) fn messages(&self, messages: &'p [Message], speech: &Speech<'_, 'p>) -> Verified {
        let languages = messages.iter().map(|message| message.language.as_str());
        if !languages.eq(speech.package.languages.iter().map(String::as_str)) {
            return refuse(verify::not_each_language()).map_err(|it: InvalidProgram| it.at("messages"));
        }
        for (at, message) in messages.iter().enumerate() {
            let fix = message.fix.iter().flatten();
            for (step, pieces) in [("text", message.text.iter().collect::<Vec<_>>()), ("fix", fix.collect())]
            {
                for (index, piece) in pieces.into_iter().enumerate() {
                    let checked = self.piece(piece, &message.language, speech);
                    checked.map_err(|error| error.at(format!("messages[{at}].{step}[{index}]")))?;
                }
            }
        }
        Ok(())
    }

    fn piece(&self, piece: &'p Piece, language: &str, speech: &Speech<'_, 'p>) -> Verified {
        match (piece, speech.witnesses) {
            (Piece::Plural(of), _) => self.plural(of, language, speech),
            (Piece::Text(_) | Piece::Clears | Piece::Now, _) | (Piece::Count, Some(_)) => Ok(()),
            (Piece::Due, _) if speech.is_notice => Ok(()),
            (Piece::Due, _) => refuse(verify::no_act_to_come()),
            (Piece::Value(term, ty), _) => {
                self.ty(ty)?;
                speech.scope.takes(term, ty)
            }
            (Piece::Each(fields, ty), Some(record)) => self.each_of(fields, ty, record),
            (Piece::Count | Piece::Each(..), None) => refuse(verify::no_witnesses()),
        }
    }

    /// A number, and one form for each category of its language.
    fn plural(&self, plural: &'p Plural, language: &str, speech: &Speech<'_, 'p>) -> Verified {
        let is_number = match &plural.of {
            Piece::Count => true,
            Piece::Value(_, ty) => *ty == Type::Number(Unit::Int),
            Piece::Text(_) | Piece::Each(..) | Piece::Clears | Piece::Now | Piece::Due | Piece::Plural(_) => {
                false
            }
        };
        let has =
            |category: PluralCategory| plural.forms.iter().filter(|form| form.category == category).count();
        let fits = PluralCategory::ALL.into_iter().all(|category| match has(category) {
            0 => categories(language).is_some_and(|needed| !needed.contains(&category)),
            1 => may_have(language, category),
            _ => false,
        });
        let pieces = || plural.forms.iter().flat_map(|form| &form.pieces);
        if !is_number || !fits || pieces().any(|piece| matches!(piece, Piece::Plural(_))) {
            return refuse(verify::not_the_forms());
        }
        self.piece(&plural.of, language, speech)?;
        pieces().try_for_each(|piece| self.piece(piece, language, speech))
    }

    fn each_of(&self, fields: &[u32], ty: &Type, mut record: RecordId) -> Verified {
        let mut reached: Option<&Type> = None;
        for &index in fields {
            if let Some(Type::Record(inner)) = reached {
                record = *inner;
            } else if reached.is_some() {
                return refuse(verify::continues_from_no_record());
            }
            reached = self.program.records[record].fields.get(index as usize).map(|field| &field.ty);
            if reached.is_none() {
                return refuse(verify::no_field(&self.program.records[record].name, index));
            }
        }
        match reached {
            Some(found) if found == ty && ty.contained().is_none() => Ok(()),
            _ => refuse(verify::not_a_single_value()),
        }
    }
}
