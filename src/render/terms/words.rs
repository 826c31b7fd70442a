//! The words of the page of terms, a row for each language; the first is that of every language that has none. Like those of
//! [verdict pages](crate::render::words), they are in the languages of the policies.

use crate::diagnostic::Language;

/// The words of one language.
#[derive(Debug)]
pub(super) struct Words {
    /// The language's name in itself.
    pub(super) own_name: &'static str,
    pub(super) title: &'static str,
    pub(super) on_request: &'static str,
    pub(super) on_sweep: &'static str,
    pub(super) when: &'static str,
    pub(super) steps: &'static str,
    pub(super) refused: &'static str,
    pub(super) is_final: &'static str,
    pub(super) enforced_by: &'static str,
    /// Before the ways of a requirement with `any of`.
    pub(super) ways: &'static str,
    pub(super) lost: &'static str,
    pub(super) grace: &'static str,
    /// Before what is done to the account.
    pub(super) outcome: &'static str,
    pub(super) deadlines: &'static str,
    /// Before the last instant of a deadline as it is written.
    pub(super) within: &'static str,
    pub(super) data: &'static str,
    pub(super) erased: &'static str,
    pub(super) forfeited: &'static str,
    pub(super) anonymised: &'static str,
    pub(super) kept: &'static str,
    pub(super) retained: &'static str,
    /// Before the collections that it is kept with.
    pub(super) retained_with: &'static str,
    /// Instead of a length that is a fact.
    pub(super) own_length: &'static str,
    /// One, and more.
    pub(super) years: [&'static str; 2],
    pub(super) months: [&'static str; 2],
    pub(super) days: [&'static str; 2],
    pub(super) working_days: [&'static str; 2],
    pub(super) zone: &'static str,
}

const WORDS: [Words; 3] = [
    Words {
        own_name: "English",
        title: "Terms:",
        on_request: "At the holder's request.",
        on_sweep: "By the service, looking through its accounts.",
        when: "Applies where",
        steps: "What to do, in order",
        refused: "What stands in the way",
        is_final: "Nothing the holder does can clear this.",
        enforced_by: "Enforced by",
        ways: "One of these ways is enough:",
        lost: "What the holder loses",
        grace: "Between the request and the act there is time to think again.",
        outcome: "What is done:",
        deadlines: "What the service has to do in time",
        within: "within",
        data: "What becomes of the data",
        erased: "erased",
        forfeited: "given up by the holder",
        anonymised: "kept without the person",
        kept: "kept as it is",
        retained: "kept, then erased:",
        retained_with: "kept as long as anything of",
        own_length: "as long as the account says",
        years: ["year", "years"],
        months: ["month", "months"],
        days: ["day", "days"],
        working_days: ["working day", "working days"],
        zone: "Days, months and years are counted in the time zone",
    },
    Words {
        own_name: "中文",
        title: "条款:",
        on_request: "由账户持有人申请。",
        on_sweep: "由服务方在检查账户时执行。",
        when: "适用条件:",
        steps: "操作步骤",
        refused: "以下情形不能办理",
        is_final: "此项无法由持有人解除。",
        enforced_by: "执行此项的要求:",
        ways: "满足下列途径之一即可:",
        lost: "持有人将失去",
        grace: "申请之后、执行之前留有反悔期。",
        outcome: "处理方式:",
        deadlines: "服务方须按期履行的义务",
        within: "期限:",
        data: "数据的处理",
        erased: "删除",
        forfeited: "由持有人放弃",
        anonymised: "匿名化后保留",
        kept: "原样保留",
        retained: "保留后删除:",
        retained_with: "保留至以下内容均已处理:",
        own_length: "期限因账户而异",
        years: ["年", "年"],
        months: ["个月", "个月"],
        days: ["天", "天"],
        working_days: ["个工作日", "个工作日"],
        zone: "日、月、年按此时区计算:",
    },
    Words {
        own_name: "Deutsch",
        title: "Bedingungen:",
        on_request: "Auf Antrag des Inhabers.",
        on_sweep: "Durch den Dienst bei der Durchsicht der Konten.",
        when: "Gilt, wenn",
        steps: "Was zu tun ist, der Reihe nach",
        refused: "Was dem entgegensteht",
        is_final: "Daran kann der Inhaber nichts ändern.",
        enforced_by: "Durchgesetzt von",
        ways: "Einer dieser Wege genügt:",
        lost: "Was der Inhaber verliert",
        grace: "Zwischen Antrag und Vollzug liegt eine Bedenkzeit.",
        outcome: "Was geschieht:",
        deadlines: "Was der Dienst rechtzeitig zu tun hat",
        within: "innerhalb von",
        data: "Was aus den Daten wird",
        erased: "gelöscht",
        forfeited: "verfällt",
        anonymised: "ohne Personenbezug behalten",
        kept: "unverändert behalten",
        retained: "aufbewahrt, dann gelöscht:",
        retained_with: "so lange behalten wie etwas von",
        own_length: "so lange, wie es das Konto besagt",
        years: ["Jahr", "Jahre"],
        months: ["Monat", "Monate"],
        days: ["Tag", "Tage"],
        working_days: ["Arbeitstag", "Arbeitstage"],
        zone: "Tage, Monate und Jahre zählen in der Zeitzone",
    },
];

impl Words {
    /// The words of a language tag, of which the first part counts.
    pub(super) fn of(language: &str) -> &'static Self {
        match Language::of_tag(language).unwrap_or_default() {
            Language::English => &WORDS[0],
            Language::Chinese => &WORDS[1],
            Language::German => &WORDS[2],
        }
    }
}
