//! How verdicts look, in both languages. The verdicts are written by hand, so that each part of a page is there.

use exeunt::eval::{
    AppliedWarning, FailedRequirement, InapplicableReason, LocalisedText, MessageText, MissingFact,
    MissingKind, NeededFor, Omitted, Period, Plan, PlanItem, PlanStep, PolicyFailure, Remedy,
    RequirementTruth, Truth, Verdict, Witness, WitnessFact,
};
use exeunt::ir::{DisposalKind, Method, ProgramHash, Provenance, ShownNames, Status, Timestamp, Zone};
use exeunt::render::Colour;

const DAY: i64 = 86_400_000_000;
/// 2019-04-01T12:00+08:00
const NOW: i64 = 1_554_091_200_000_000;

fn said(zh: (&str, Option<&str>), en: (&str, Option<&str>), link: Option<&str>) -> Vec<MessageText> {
    let one = |language: &str, (text, fix): (&str, Option<&str>)| MessageText {
        language: language.to_owned(),
        text: text.to_owned(),
        fix: fix.map(str::to_owned),
        link: link.map(str::to_owned),
    };
    vec![one("zh", zh), one("en", en)]
}

fn witness(path: &str, facts: &[(&str, &str)]) -> Witness {
    let shown = |&(field, value): &(&str, &str)| {
        let values = ["zh", "en"]
            .map(|language| LocalisedText { language: language.to_owned(), text: value.to_owned() });
        WitnessFact { field: field.to_owned(), values: values.to_vec() }
    };
    Witness { path: path.to_owned(), facts: facts.iter().map(shown).collect() }
}

fn failure(
    requirement: &str,
    messages: Vec<MessageText>,
    witnesses: Vec<Witness>,
    clears: Remedy,
) -> FailedRequirement {
    FailedRequirement {
        requirement: requirement.to_owned(),
        messages,
        witnesses,
        left_out: 0,
        clears,
        law: None,
        row_laws: Vec::new(),
        otherwise: None,
        through: Vec::new(),
        ways: Vec::new(),
    }
}

fn period(from: i64, status: Status, failed: &[&str]) -> Period {
    Period {
        from: Timestamp::from_micros(from),
        status,
        failed: failed.iter().map(|name| (*name).to_owned()).collect(),
    }
}

fn blank(status: Status, timeline: Vec<Period>) -> Verdict {
    Verdict {
        policy: "taobao.close".to_owned(),
        provenance: Provenance {
            program_hash: ProgramHash::from([0x7f; 32]),
            exeunt: "0.1.0",
            tzdb: "2026f",
        },
        names: ShownNames::default(),
        now: Timestamp::from_micros(NOW),
        zone: Zone::named("Asia/Shanghai").expect("a zone"),
        status,
        inapplicable: None,
        requirements: Vec::new(),
        row_laws: Vec::new(),
        outcome: None,
        outcome_value: None,
        sets: None,
        failed: Vec::new(),
        missing: Vec::new(),
        warnings: Vec::new(),
        deadlines: Vec::new(),
        notices: Vec::new(),
        acts_at: None,
        cooling_until: None,
        eligible_after: None,
        timeline,
        plan: None,
        would_be: None,
        left_out: Omitted::default(),
    }
}

/// Blocked in every way that there is; a fact is missing too.
pub(crate) fn blocked() -> Verdict {
    let waits =
        |days| Remedy { waits: Some(Timestamp::from_micros(NOW + days * DAY)), act: false, is_final: false };
    let act = Remedy { waits: None, act: true, is_final: false };
    let settled = failure(
        "settled_15_days",
        said(
            ("最后一笔订单完成未满 15 天,2019-04-11 12:00 后可注销", None),
            (
                "Your last order completed 15 days ago or less; you can close the account after 2019-04-11 12:00",
                None,
            ),
            None,
        ),
        vec![
            witness("account.trades[1]", &[("completed", "2019-03-27 12:00")]),
            witness("account.trades[12]", &[("state", "completed"), ("completed", "2019-03-26 08:15:30")]),
        ],
        waits(10),
    );
    let deposit = failure(
        "no_auction_deposit",
        said(
            ("您还有拍卖保证金 12.50 CNY", Some("请先退还保证金")),
            ("An auction deposit of 12.50 CNY is held", Some("Have it returned first")),
            Some("https://example.com/deposit"),
        ),
        vec![witness("account.auction_deposit", &[("auction_deposit", "12.50 CNY")])],
        act.clone(),
    );
    let unbound = failure(
        "unbound",
        said(
            ("尚有授权:滴滴", Some("请解除授权")),
            ("Still authorised: 滴滴", Some("Unbind it, or do not use it for 30 days")),
            None,
        ),
        (0..11).map(|at| witness(&format!("account.apps[{at}]"), &[("name", "滴滴")])).collect(),
        Remedy { waits: Some(Timestamp::from_micros(NOW + 23 * DAY)), act: true, is_final: false },
    );
    let order = failure(
        "no_open_order",
        said(("有未完成的订单", None), ("An order is open", Some("Complete it")), None),
        vec![witness("account.b2b.orders[0]", &[("state", "open")])],
        act.clone(),
    );
    let mut through = failure(
        "b2b_may_close",
        said(
            ("须同时满足阿里巴巴中文站的注销条件", None),
            ("The Alibaba.cn account must be closable too", None),
            None,
        ),
        Vec::new(),
        act,
    );
    through.law = Some("工信部令第24号第九条第四款".to_owned());
    through.otherwise = Some("assist".to_owned());
    through.through = vec![PolicyFailure {
        policy: "alibaba_cn.close".to_owned(),
        account: "account.b2b".to_owned(),
        failed: vec![order],
    }];
    let mut verdict = blank(
        Status::Blocked,
        vec![
            period(
                NOW,
                Status::Blocked,
                &["settled_15_days", "no_auction_deposit", "unbound", "b2b_may_close"],
            ),
            period(NOW + 10 * DAY + 1, Status::Blocked, &["no_auction_deposit", "unbound", "b2b_may_close"]),
            period(NOW + 23 * DAY + 1, Status::Blocked, &["no_auction_deposit", "b2b_may_close"]),
        ],
    );
    verdict.requirements = vec![RequirementTruth {
        requirement: "settled_15_days".to_owned(),
        truth: Truth::False,
        asked: Truth::True,
    }];
    verdict.failed = vec![settled, deposit, unbound, through];
    verdict.missing = vec![MissingFact {
        kind: MissingKind::Fact,
        path: "account.reports".to_owned(),
        needed_for: vec![NeededFor::When, NeededFor::Requirement("no_upheld_report".to_owned())],
    }];
    verdict
}

/// Waiting is enough; one text tries to steer the terminal.
fn waiting() -> Verdict {
    let mut verdict = blank(
        Status::Blocked,
        vec![
            period(NOW, Status::Blocked, &["settled_15_days", "no_recent_listing"]),
            period(NOW + 10 * DAY + 1, Status::Blocked, &["no_recent_listing"]),
            period(NOW + 80 * DAY + 1, Status::Cooling, &[]),
            period(NOW + 140 * DAY + 1, Status::Eligible, &[]),
        ],
    );
    verdict.eligible_after = Some(Timestamp::from_micros(NOW + 140 * DAY));
    verdict.failed = vec![failure(
        "settled_15_days",
        said(
            ("\u{1b}[2J清屏\n与换行\u{202e}反向", None),
            ("\u{1b}[2Jcleared\nand broken\u{202e}turned", None),
            None,
        ),
        Vec::new(),
        Remedy { waits: Some(Timestamp::from_micros(NOW + 10 * DAY)), act: false, is_final: false },
    )];
    verdict
}

pub(crate) fn eligible() -> Verdict {
    let mut verdict = blank(Status::Eligible, vec![period(NOW, Status::Eligible, &[])]);
    verdict.outcome = Some("close".to_owned());
    verdict.warnings = vec![AppliedWarning {
        is_certain: true,
        warning: "trades_lost".to_owned(),
        law: None,
        row_laws: Vec::new(),
        messages: said(
            ("2 条交易记录将被删除,退换货、维权等权益视作自动放弃", None),
            (
                "2 trade records will be deleted, and the rights to returns and to complaints are given up",
                None,
            ),
            None,
        ),
    }];
    let item = |path: &str, disposal, law: Option<&str>| PlanItem {
        path: path.to_owned(),
        place: path.to_owned(),
        reason: None,
        collection: path.to_owned(),
        around: Vec::new(),
        key: None,
        disposal,
        method: None,
        until: None,
        after_leaving: None,
        due_since: None,
        gone_by: None,
        then: Vec::new(),
        not_before: None,
        held_by: Vec::new(),
        missing: Vec::new(),
        carried: Vec::new(),
        purpose: None,
        law: law.map(str::to_owned),
        row_laws: Vec::new(),
        clauses: vec!["trades#1".to_owned()],
    };
    let commerce = Some("E-Commerce Law of the PRC, art. 31");
    let later = Some(Timestamp::from_micros(NOW + 1095 * DAY));
    let method = Method {
        remove: ["author", "avatar"].map(str::to_owned).into(),
        replace: [("title".to_owned(), "a review".to_owned())].into(),
    };
    let items = vec![
        PlanItem {
            until: later,
            then: vec![PlanStep {
                from: Timestamp::from_micros(NOW + 1095 * DAY + 1),
                disposal: DisposalKind::Anonymise,
                method: Some(method.clone()),
            }],
            ..item("account.trades[0]", DisposalKind::Retain, commerce)
        },
        PlanItem {
            due_since: Some(Timestamp::from_micros(NOW - 30 * DAY + 1)),
            ..item("account.trades[1]", DisposalKind::Erase, commerce)
        },
        PlanItem {
            not_before: later,
            missing: vec!["account.trades[2].completed".to_owned()],
            ..item("account.trades[2]", DisposalKind::Undetermined, commerce)
        },
        item("account.coins", DisposalKind::Forfeit, None),
        PlanItem { method: Some(method), ..item("account.reports", DisposalKind::Anonymise, None) },
        item("account", DisposalKind::Erase, Some("《网络安全法》第四十三条")),
        item("account.id", DisposalKind::Retain, None),
    ];
    verdict.plan = Some(Plan { is_complete: false, items });
    verdict
}

pub(crate) fn cancelled() -> Verdict {
    let mut verdict = blank(Status::Inapplicable, vec![period(NOW, Status::Inapplicable, &[])]);
    verdict.inapplicable = Some(InapplicableReason::Cancelled(vec![witness(
        "account.logins[3]",
        &[("at", "2019-04-01 08:00")],
    )]));
    verdict
}

#[test]
fn verdicts_look_like_this() {
    let verdicts = [
        ("blocked", blocked()),
        ("waiting", waiting()),
        ("eligible", eligible()),
        ("cancelled", cancelled()),
    ];
    for (name, verdict) in &verdicts {
        for language in ["en", "zh"] {
            insta::assert_snapshot!(
                format!("{name}_{language}"),
                exeunt::render::verdict(verdict, language, Colour::Plain)
            );
        }
    }
}

#[test]
fn a_page_in_colour_says_the_same() {
    let verdict = blocked();
    let coloured = exeunt::render::verdict(&verdict, "en", Colour::Ansi);
    assert_eq!(
        anstream::adapter::strip_str(&coloured).to_string(),
        exeunt::render::verdict(&verdict, "en", Colour::Plain)
    );
}

#[test]
fn nothing_in_the_facts_steers_the_terminal() {
    for language in ["en", "zh"] {
        let page = exeunt::render::verdict(&waiting(), language, Colour::Plain);
        let steers = |sign: char| (sign.is_control() && sign != '\n') || sign == '\u{202e}';
        assert!(!page.contains(steers), "{page:?}");
    }
}
