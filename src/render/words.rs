//! The words of verdict pages, a table for each language. Messages come from the policies.
//!
//! A page is for the account holder: it is in the language of the policy's messages, whatever the language of the interface
//! is. A policy can have languages that the interface does not have; their pages are in English. So these are not rows
//! of [`messages!`](crate::messages), which are chosen by the language of the interface; only the titles of the statuses,
//! which reports show as well, are shared.

mod es;
mod fr;
mod ja;
mod ko;
mod pt_br;
mod table;

pub(super) use table::Words;

use es::ES;
use fr::FR;
use ja::JA;
use ko::KO;
use pt_br::PT_BR;

/// Every table; the first is that of every language that has none.
static TABLES: [&Words; 8] = [&EN, &ZH, &DE, &ES, &FR, &JA, &KO, &PT_BR];

impl Words {
    /// The words in the language of a tag of BCP 47, of which another form will do; English where there are none.
    pub(super) fn of(tag: &str) -> &'static Self {
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let exact = TABLES.iter().find(|words| words.language.eq_ignore_ascii_case(tag));
        let near = || TABLES.iter().find(|words| primary(words.language) == primary(tag));
        exact.or_else(near).copied().unwrap_or(TABLES[0])
    }
}

/// A sentence with its value.
pub(super) fn fill(sentence: &str, value: impl std::fmt::Display) -> String {
    sentence.replacen("{}", &value.to_string(), 1)
}

const EN: Words = Words {
    language: "en",
    statuses: &[],
    states: &[],
    notice_states: &[],
    headline: [
        "Does not apply",
        "Not possible now",
        "Not decided yet",
        "In the time to reconsider",
        "Possible now",
    ],
    meaning: [
        "The policy does not speak of this account.",
        "Some requirements do not hold.",
        "No requirement fails, but facts are missing.",
        "All requirements hold; the time to reconsider still runs.",
        "All requirements hold.",
    ],
    standing: ["does not hold", "unknown", "holds", "not asked"],
    account: "Account {}",
    the_account: "account",
    the_account_id: "account id",
    zone: "Times are those of the zone {}.",
    program: "Program {}",
    versions: "exeunt {}, time zones {}",
    not_spoken_of: "The policy's condition for speaking of an account is not met.",
    cancelled: "The request was cancelled.",
    left: "The account has left already.",
    done: "This has been done already.",
    sets: "Whoever does it sets {} to that instant.",
    outcome: "What is done: {}",
    eligible_after: "Eligible after {}, if no fact changes.",
    never: "Waiting alone does not make it eligible.",
    cooling_until: "The time to reconsider lasts until {}.",
    requirements: "What stands in the way",
    not_asked: "Not asked of this account: {}",
    waits: "Clears by itself after {}.",
    acts: "Clears when this is done.",
    acts_or_waits: "Clears when this is done, or by itself after {}.",
    is_final: "Nothing can clear this.",
    law: "Law: {}",
    only_for: "only for: {}",
    copies_gone_by: "copies gone by {}",
    otherwise: "What is done instead: {}",
    refuses: "{} refuses:",
    ways: "One of these ways is enough:",
    unknown_parts: "Unknown: {}",
    missing: "Facts that are missing",
    needed_for: "needed for {}",
    when: "whether the policy applies",
    cancellation: "whether the request was cancelled",
    grace: "when the time to reconsider ends",
    outcome_value: "the value of what is done",
    warnings: "What leaving costs",
    may_apply: "May apply: {}",
    deadlines: "What the service has to do in time",
    due: "due {}",
    notices: "What the holder is told before",
    acts_at: "If all notices are sent on time, this happens at {}.",
    sent: "sent {}",
    due_since: "due since {}",
    data: "What becomes of the data",
    data_would_be: "What would become of the data; nothing of this is done now",
    until: "until {}",
    after_leaving: "for {} after leaving",
    removed: "removed: {}",
    replaced: "replaced: {}",
    until_after_leaving: "until some time after leaving",
    over: "its period lasted until {}",
    due_now: "Due now",
    still_kept: "Still kept",
    left_at: "left at {}",
    nothing_due: "Nothing is due.",
    next_due: "Next due from {}.",
    was_kept_until: "was kept until {}",
    was_kept_without_end: "was kept without an end",
    planned_by: "planned by program {}",
    not_told_apart: "its key is unknown, or another one's as well",
    waits_for: "unknown: {}",
    held_by: "held by {}",
    perhaps_held_by: "perhaps held by {}",
    not_before: "not before {}",
    from: "from {}",
    timeline: "If no fact changes",
    after: "after {}",
    more: "… and {} more",
    blocked_by: "What this rests on",
    reason: "reason {}",
    cleared: "{} clears",
    failing: "{} begins to fail",
    assuming: "If {}",
    changes: "What that changes",
    no_change: "Nothing.",
    status_label: "Status",
    eligible_label: "Eligible after",
    outcome_label: "What is done",
    none: "none",
    comma: ", ",
    perhaps_told: "not decided whether to tell them",
    disposals: [
        "erased",
        "kept",
        "given up",
        "kept without the person",
        "kept as it is",
        "held",
        "told that the data go",
        "not decided",
    ],
};

const ZH: Words = Words {
    language: "zh",
    statuses: &[],
    states: &[],
    notice_states: &[],
    headline: ["不适用", "暂不能办理", "尚无法判定", "冷静期内", "可以办理"],
    meaning: [
        "该规则不适用于此账户。",
        "有条件未满足。",
        "没有条件不满足,但缺少信息。",
        "所有条件均已满足,冷静期尚未结束。",
        "所有条件均已满足。",
    ],
    standing: ["不满足", "未知", "满足", "不要求"],
    account: "账户 {}",
    the_account: "账户",
    the_account_id: "账户编号",
    zone: "时间均按 {} 时区显示。",
    program: "规则程序 {}",
    versions: "exeunt {},时区数据 {}",
    not_spoken_of: "未达到该规则的适用条件。",
    cancelled: "申请已被撤销。",
    left: "账户已离开。",
    done: "此事已经执行。",
    sets: "执行者应将 {} 设为执行的时刻。",
    outcome: "处理方式:{}",
    eligible_after: "如情况不变,{} 之后符合条件。",
    never: "仅靠等待不会符合条件。",
    cooling_until: "冷静期至 {} 为止。",
    requirements: "未满足的条件",
    not_asked: "对此账户不要求:{}",
    waits: "{} 之后自动满足。",
    acts: "办理后即满足。",
    acts_or_waits: "办理后即满足,或在 {} 之后自动满足。",
    is_final: "无法满足。",
    law: "依据:{}",
    only_for: "仅用于:{}",
    copies_gone_by: "副本最迟于 {} 清除",
    otherwise: "改为:{}",
    refuses: "{} 的条件未满足:",
    ways: "满足下列途径之一即可:",
    unknown_parts: "未知:{}",
    missing: "缺少的信息",
    needed_for: "用于判定 {}",
    when: "规则是否适用",
    cancellation: "申请是否已被撤销",
    grace: "冷静期何时结束",
    outcome_value: "处理方式的数值",
    warnings: "注销的后果",
    may_apply: "可能适用:{}",
    deadlines: "服务方须按期履行的义务",
    due: "截止于 {}",
    notices: "事先须发出的通知",
    acts_at: "如各通知均按时发出,将于 {} 执行。",
    sent: "发出于 {}",
    due_since: "自 {} 起应已发出",
    data: "数据的处理",
    data_would_be: "数据将如何处理(现在不执行)",
    until: "至 {}",
    after_leaving: "离开后保留 {}",
    removed: "删除:{}",
    replaced: "替换:{}",
    until_after_leaving: "保留至离开之后的某一时刻",
    over: "保存期限已于 {} 届满",
    due_now: "现在到期",
    still_kept: "仍保留",
    left_at: "{} 离开",
    nothing_due: "现在没有到期的内容。",
    next_due: "下一项自 {} 起到期。",
    was_kept_until: "原定保留至 {}",
    was_kept_without_end: "原定无限期保留",
    planned_by: "计划所依据的程序 {}",
    not_told_apart: "其键未知,或与另一项相同",
    waits_for: "未知:{}",
    held_by: "保全:{}",
    perhaps_held_by: "可能保全:{}",
    not_before: "不早于 {}",
    from: "自 {} 起",
    timeline: "如情况不变",
    after: "{} 之后",
    more: "……另有 {} 项",
    blocked_by: "相关信息",
    reason: "第 {} 项",
    cleared: "{} 已满足",
    failing: "{} 不再满足",
    assuming: "假设 {}",
    changes: "由此产生的变化",
    no_change: "没有变化。",
    status_label: "状态",
    eligible_label: "符合条件的时间",
    outcome_label: "处理方式",
    none: "无",
    comma: "、",
    perhaps_told: "尚未确定是否告知",
    disposals: [
        "删除",
        "保留",
        "放弃",
        "匿名保留",
        "原样保留",
        "因保全而保留",
        "被告知数据将被清除",
        "尚未确定",
    ],
};

const DE: Words = Words {
    language: "de",
    statuses: &[],
    states: &[],
    notice_states: &[],
    headline: [
        "Nicht anwendbar",
        "Derzeit nicht möglich",
        "Noch nicht entschieden",
        "In der Bedenkzeit",
        "Jetzt möglich",
    ],
    meaning: [
        "Die Richtlinie gilt nicht für dieses Konto.",
        "Einige Voraussetzungen sind nicht erfüllt.",
        "Keine Voraussetzung scheitert, aber es fehlen Angaben.",
        "Alle Voraussetzungen sind erfüllt; die Bedenkzeit läuft noch.",
        "Alle Voraussetzungen sind erfüllt.",
    ],
    standing: ["nicht erfüllt", "unbekannt", "erfüllt", "nicht verlangt"],
    account: "Konto {}",
    the_account: "Konto",
    the_account_id: "Kennung des Kontos",
    zone: "Zeitangaben in der Zone {}.",
    program: "Programm {}",
    versions: "exeunt {}, Zeitzonen {}",
    not_spoken_of: "Die Bedingung, unter der die Richtlinie für ein Konto gilt, ist nicht erfüllt.",
    cancelled: "Der Antrag wurde zurückgenommen.",
    left: "Das Konto gibt es nicht mehr.",
    done: "Das ist bereits geschehen.",
    sets: "Wer es ausführt, setzt {} auf diesen Zeitpunkt.",
    outcome: "Was geschieht: {}",
    eligible_after: "Berechtigt nach {}, wenn sich nichts ändert.",
    never: "Warten allein führt nicht zur Berechtigung.",
    cooling_until: "Die Bedenkzeit läuft bis {}.",
    requirements: "Was dem entgegensteht",
    not_asked: "Von diesem Konto nicht verlangt: {}",
    waits: "Erledigt sich von selbst nach {}.",
    acts: "Erledigt, sobald dies getan ist.",
    acts_or_waits: "Erledigt, sobald dies getan ist, oder von selbst nach {}.",
    is_final: "Daran lässt sich nichts ändern.",
    law: "Rechtsgrundlage: {}",
    only_for: "nur für: {}",
    copies_gone_by: "Kopien gelöscht bis {}",
    otherwise: "Was stattdessen geschieht: {}",
    refuses: "{} lehnt ab:",
    ways: "Einer dieser Wege genügt:",
    unknown_parts: "Unbekannt: {}",
    missing: "Fehlende Angaben",
    needed_for: "benötigt für: {}",
    when: "ob die Richtlinie gilt",
    cancellation: "ob der Antrag zurückgenommen wurde",
    grace: "wann die Bedenkzeit endet",
    outcome_value: "der Wert dessen, was geschieht",
    warnings: "Was der Weggang kostet",
    may_apply: "Gilt möglicherweise: {}",
    deadlines: "Was der Dienst rechtzeitig zu tun hat",
    due: "fällig {}",
    notices: "Was der Inhaber vorher erfährt",
    acts_at: "Geht alles rechtzeitig hinaus, geschieht es am {}.",
    sent: "gesendet {}",
    due_since: "fällig seit {}",
    data: "Was aus den Daten wird",
    data_would_be: "Was aus den Daten würde; davon geschieht jetzt nichts",
    until: "bis {}",
    after_leaving: "für {} nach dem Ausscheiden",
    removed: "entfernt: {}",
    replaced: "ersetzt: {}",
    until_after_leaving: "bis einige Zeit nach dem Ausscheiden",
    over: "die Frist lief bis {}",
    due_now: "Jetzt fällig",
    still_kept: "Noch aufbewahrt",
    left_at: "gegangen am {}",
    nothing_due: "Nichts ist fällig.",
    next_due: "Als Nächstes fällig ab {}.",
    was_kept_until: "war aufbewahrt bis {}",
    was_kept_without_end: "war ohne Ende aufbewahrt",
    planned_by: "geplant vom Programm {}",
    not_told_apart: "der Schlüssel ist unbekannt oder auch der eines anderen",
    waits_for: "unbekannt: {}",
    held_by: "gesperrt durch {}",
    perhaps_held_by: "vielleicht gesperrt durch {}",
    not_before: "nicht vor {}",
    from: "ab {}",
    timeline: "Wenn sich nichts ändert",
    after: "nach {}",
    more: "… und {} weitere",
    blocked_by: "Worauf das beruht",
    reason: "Grund {}",
    cleared: "{} erledigt sich",
    failing: "{} ist nicht mehr erfüllt",
    assuming: "Wenn {}",
    changes: "Was sich dadurch ändert",
    no_change: "Nichts.",
    status_label: "Status",
    eligible_label: "Berechtigt nach",
    outcome_label: "Was geschieht",
    none: "keine",
    comma: ", ",
    perhaps_told: "nicht entschieden, ob benachrichtigt wird",
    disposals: [
        "gelöscht",
        "aufbewahrt",
        "verfällt",
        "ohne Personenbezug behalten",
        "unverändert behalten",
        "gesperrt",
        "wird benachrichtigt, dass die Daten verschwinden",
        "nicht entschieden",
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;
    use crate::ir::{DeadlineState, Status};

    #[test]
    fn every_status_has_a_word_in_every_language() {
        for words in TABLES {
            for status in Status::ALL {
                assert!(!words.status(status).is_empty() && !words.meaning(status).is_empty());
            }
            for state in DeadlineState::ALL {
                assert!(!words.state(state).is_empty());
            }
        }
        for language in Language::ALL {
            assert_eq!(Words::of(language.tag()).language, language.tag());
        }
        assert!(Status::ALL.iter().all(|status| EN.status(*status) == status.word()));
    }

    #[test]
    fn a_language_without_a_table_is_answered_in_english() {
        for (tag, language) in [
            ("tlh", "en"),
            ("zh", "zh"),
            ("zh-Hant", "zh"),
            ("fr", "fr"),
            ("pt", "pt-BR"),
            ("pt-br", "pt-BR"),
            ("ES", "es"),
        ] {
            assert_eq!(Words::of(tag).language, language, "{tag}");
        }
    }
}
