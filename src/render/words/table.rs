//! The table of the words of verdict pages, and how they are chosen by what is to be said.

use crate::diagnostic::Language;
use crate::eval::{PlanItem, Standing};
use crate::ir::{DeadlineState, DisposalKind, NoticeState, Status};

/// The words in one language. Where a sentence takes a value, `{}` stands for it.
#[derive(Debug)]
pub(in crate::render) struct Words {
    /// The tag: `en`, `zh`, `de`.
    pub(in crate::render) language: &'static str,
    /// The titles of the statuses, of a language that the interface does not have; otherwise those of [`Status::title`].
    pub(in crate::render) statuses: &'static [&'static str],
    /// How a deadline stands, likewise.
    pub(in crate::render) states: &'static [&'static str],
    /// How a notice stands, likewise.
    pub(in crate::render) notice_states: &'static [&'static str],
    /// What a status means to the holder, in the order of [`Status`].
    pub(in crate::render) headline: [&'static str; 5],
    /// Why an account has the status, likewise.
    pub(in crate::render) meaning: [&'static str; 5],
    /// In the order of [`Standing`].
    pub(in crate::render) standing: [&'static str; 4],
    pub(in crate::render) account: &'static str,
    /// The account itself, among what becomes of the data.
    pub(in crate::render) the_account: &'static str,
    /// Its id, likewise.
    pub(in crate::render) the_account_id: &'static str,
    pub(in crate::render) zone: &'static str,
    /// The program that decided, by its hash.
    pub(in crate::render) program: &'static str,
    /// The versions of exeunt and of the time zones.
    pub(in crate::render) versions: &'static str,
    pub(in crate::render) not_spoken_of: &'static str,
    pub(in crate::render) cancelled: &'static str,
    pub(in crate::render) left: &'static str,
    pub(in crate::render) done: &'static str,
    pub(in crate::render) sets: &'static str,
    pub(in crate::render) outcome: &'static str,
    pub(in crate::render) eligible_after: &'static str,
    pub(in crate::render) never: &'static str,
    pub(in crate::render) cooling_until: &'static str,
    pub(in crate::render) requirements: &'static str,
    /// The requirements of groups that do not concern the account.
    pub(in crate::render) not_asked: &'static str,
    pub(in crate::render) waits: &'static str,
    pub(in crate::render) acts: &'static str,
    pub(in crate::render) acts_or_waits: &'static str,
    pub(in crate::render) is_final: &'static str,
    pub(in crate::render) law: &'static str,
    /// What data are kept for.
    pub(in crate::render) only_for: &'static str,
    pub(in crate::render) otherwise: &'static str,
    pub(in crate::render) refuses: &'static str,
    /// Before the ways of a requirement with `any of`.
    pub(in crate::render) ways: &'static str,
    /// The requirements of a way of which it is unknown whether they hold.
    pub(in crate::render) unknown_parts: &'static str,
    pub(in crate::render) missing: &'static str,
    pub(in crate::render) needed_for: &'static str,
    /// The policy's own `when`, as something that facts are needed for.
    pub(in crate::render) when: &'static str,
    /// The cancellation of the request, likewise.
    pub(in crate::render) cancellation: &'static str,
    /// The end of the grace, likewise.
    pub(in crate::render) grace: &'static str,
    /// The value of the outcome, likewise.
    pub(in crate::render) outcome_value: &'static str,
    pub(in crate::render) warnings: &'static str,
    /// Before a warning of which it is unknown whether it applies.
    pub(in crate::render) may_apply: &'static str,
    /// What the service has to do in time.
    pub(in crate::render) deadlines: &'static str,
    /// The last instant of a deadline.
    pub(in crate::render) due: &'static str,
    /// What the holder is told before the outcome.
    pub(in crate::render) notices: &'static str,
    /// When the outcome comes that notices are of.
    pub(in crate::render) acts_at: &'static str,
    /// When a notice was sent.
    pub(in crate::render) sent: &'static str,
    /// Since when it is due, where it was not sent.
    pub(in crate::render) due_since: &'static str,
    pub(in crate::render) data: &'static str,
    /// Of an account that is not eligible.
    pub(in crate::render) data_would_be: &'static str,
    pub(in crate::render) until: &'static str,
    /// By when copies of data are gone.
    pub(in crate::render) copies_gone_by: &'static str,
    /// How long after leaving.
    pub(in crate::render) after_leaving: &'static str,
    /// `removed: {}`
    pub(in crate::render) removed: &'static str,
    /// `replaced: {}`
    pub(in crate::render) replaced: &'static str,
    /// The same where it is not known by itself.
    pub(in crate::render) until_after_leaving: &'static str,
    /// The end of a period of retention that is over.
    pub(in crate::render) over: &'static str,
    /// What is left of an account, as headings: what goes now, and what stays.
    pub(in crate::render) due_now: &'static str,
    pub(in crate::render) still_kept: &'static str,
    /// When the account left.
    pub(in crate::render) left_at: &'static str,
    /// Where nothing is to go now.
    pub(in crate::render) nothing_due: &'static str,
    /// When something goes next.
    pub(in crate::render) next_due: &'static str,
    /// The end by which an item was kept, where that is another one now.
    pub(in crate::render) was_kept_until: &'static str,
    /// The same where there was none.
    pub(in crate::render) was_kept_without_end: &'static str,
    /// The program that the plan was made by, by its hash.
    pub(in crate::render) planned_by: &'static str,
    /// An element that its key does not tell from all others.
    pub(in crate::render) not_told_apart: &'static str,
    /// Facts for want of which it is not decided what becomes of data.
    pub(in crate::render) waits_for: &'static str,
    /// A hold on data, by its name.
    pub(in crate::render) held_by: &'static str,
    /// One of which it is unknown whether it holds.
    pub(in crate::render) perhaps_held_by: &'static str,
    pub(in crate::render) not_before: &'static str,
    /// What is done later.
    pub(in crate::render) from: &'static str,
    pub(in crate::render) timeline: &'static str,
    /// An instant of which the next microsecond is meant.
    pub(in crate::render) after: &'static str,
    /// How many more of a list there are.
    pub(in crate::render) more: &'static str,
    pub(in crate::render) blocked_by: &'static str,
    /// A failed requirement by its number on the page.
    pub(in crate::render) reason: &'static str,
    /// A requirement that no longer fails.
    pub(in crate::render) cleared: &'static str,
    /// A requirement that fails from then on.
    pub(in crate::render) failing: &'static str,
    pub(in crate::render) assuming: &'static str,
    pub(in crate::render) changes: &'static str,
    pub(in crate::render) no_change: &'static str,
    pub(in crate::render) status_label: &'static str,
    pub(in crate::render) eligible_label: &'static str,
    pub(in crate::render) outcome_label: &'static str,
    /// Instead of an empty list.
    pub(in crate::render) none: &'static str,
    /// Between the members of a list.
    pub(in crate::render) comma: &'static str,
    /// Of those of whom it is not decided whether they are told.
    pub(in crate::render) perhaps_told: &'static str,
    /// In the order of [`DisposalKind`].
    pub(in crate::render) disposals: [&'static str; DisposalKind::ALL.len()],
}

impl Words {
    /// The title of a status.
    pub(in crate::render) fn status(&self, status: Status) -> String {
        match self.statuses.get(status as usize) {
            Some(title) => (*title).to_owned(),
            None => status.title().text(Language::of_tag(self.language).unwrap_or_default()),
        }
    }

    /// How a deadline stands.
    pub(in crate::render) fn state(&self, state: DeadlineState) -> String {
        match self.states.get(state as usize) {
            Some(title) => (*title).to_owned(),
            None => state.title().text(Language::of_tag(self.language).unwrap_or_default()),
        }
    }

    /// How a notice stands.
    pub(in crate::render) fn notice(&self, state: NoticeState) -> String {
        match self.notice_states.get(state as usize) {
            Some(title) => (*title).to_owned(),
            None => state.title().text(Language::of_tag(self.language).unwrap_or_default()),
        }
    }

    /// Why an account has the status.
    pub(in crate::render) fn meaning(&self, status: Status) -> &'static str {
        self.meaning[status as usize]
    }

    /// What a status means to the holder.
    pub(in crate::render) fn headline(&self, status: Status) -> &'static str {
        self.headline[status as usize]
    }

    /// How a requirement stands.
    pub(in crate::render) fn standing(&self, standing: Standing) -> &'static str {
        self.standing[standing as usize]
    }

    /// What is done with an item.
    pub(in crate::render) fn done(&self, item: &PlanItem) -> &'static str {
        if item.disposal == DisposalKind::Undetermined && item.tells() {
            return self.perhaps_told;
        }
        self.disposal(item.disposal)
    }

    /// What becomes of data.
    pub(in crate::render) fn disposal(&self, disposal: DisposalKind) -> &'static str {
        self.disposals[disposal as usize]
    }
}
