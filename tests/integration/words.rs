//! Words for people: pages show them instead of names, each page in one language, and a change of them is a change of texts.

use exeunt::compare::{Effect, Part, compare};
use exeunt::eval::{Evaluation, Verdict};
use exeunt::facts;
use exeunt::ir::{Program, Timestamp};
use exeunt::render::{Colour, verdict, verdict_html};
use exeunt::source::FileId;
use exeunt_testkit::sound;

const POLICY: &str = "package demo
languages es, en
zone UTC
outcomes { close leaves es \"cerrar la cuenta\" en \"close the account\"  assist es \"ayudar\" en \"help\" }
account {
  state: one of fine es \"en orden\" en \"in order\", locked es \"bloqueado\" en \"locked\"
  rides: many ride
  bills: many bill
  notes: many note
  owner: person
}
record ride { open_yet: bool  placed_at: time }
record bill { number: text key  issued: date }
record note { body: text }
record person { first_name: text  verified_at: time }
words {
  account.state es \"estado\" en \"status\"
  account.rides es \"viajes\" en \"rides\"
  account.bills es \"facturas\" en \"bills\"
  account.notes es \"notas\" en \"notes\"
  account.owner es \"titular\" en \"owner\"
  ride.open_yet es \"en curso\" en \"under way\"
  ride.placed_at es \"pedido\" en \"placed\"
  bill.number es \"número\" en \"number\"
  bill.issued es \"emitida\" en \"issued\"
  person.verified_at es \"verificado\" en \"verified\"
}
policy close on request {
  title es \"Cerrar la cuenta\" en \"Close the account\"
  require in_order: state is fine
    es \"La cuenta está {state}\" fix \"Pida ayuda\"
    en \"The account is {state}\" fix \"Ask for help\"
    otherwise assist
  require none_open: no ride where (open_yet and placed_at before now)
    es \"Hay {count: one [un viaje] other [{count} viajes]} en curso\" fix \"Termínelos\"
    en \"{count: one [A ride is] other [{count} rides are]} under way\" fix \"Finish them\"
  require verified: owner.verified_at within 30d
    es \"Verifíquese\" fix \"Verifíquese\"
    en \"Verify yourself\" fix \"Verify yourself\"
  data {
    erase account, rides
    retain bills for 8y after issued law \"Ley\"
    keep notes anonymised removing body
  }
}
";

fn program(text: &str) -> Program {
    sound([("demo.policy".to_owned(), text.to_owned())]).program.expect("it compiles")
}

fn judged(account: &str) -> Verdict {
    let program = program(POLICY);
    let policy = program.policy("close").expect("it is declared");
    let account = format!("{{\"account\":{account}}}");
    let facts =
        facts::read(&program, Some(policy), FileId(0), &account).envelope.expect("the facts can be read");
    let now = Timestamp::parse("2026-06-01T12:00Z").expect("an instant");
    Evaluation::new(&program, policy, &facts.facts, now).verdict()
}

const NAMES: [&str; 10] = [
    "rides",
    "bills",
    "open_yet",
    "placed_at",
    "issued",
    "verified_at",
    "owner",
    "assist",
    "account",
    "notes",
];

fn blocked() -> Verdict {
    judged(
        "{\"state\":\"locked\",\"rides\":[{\"open_yet\":false,\"placed_at\":\"2026-01-01T00:00Z\"},{\"open_yet\":true,\"placed_at\":\"2026-05-31T10:00Z\"}],\
         \"bills\":[],\"notes\":[],\"owner\":{\"first_name\":\"Ana\",\"verified_at\":\"2026-01-01T00:00Z\"}}",
    )
}

fn eligible() -> Verdict {
    judged(
        "{\"state\":\"fine\",\"rides\":[],\"bills\":[{\"number\":\"R-17\",\"issued\":\"2024-03-01\"}],\"notes\":[{\"body\":\"x\"}],\
         \"owner\":{\"first_name\":\"Ana\",\"verified_at\":\"2026-05-30T00:00Z\"}}",
    )
}

#[test]
fn a_page_for_a_terminal_shows_words_of_one_language() {
    let page = verdict(&blocked(), "es", Colour::Plain);
    insta::assert_snapshot!("blocked", page);
    let page = verdict(&eligible(), "es", Colour::Plain);
    insta::assert_snapshot!("eligible", page);
}

#[test]
fn pages_of_html_show_no_name_that_has_words() {
    for (shown, is_eligible) in [(blocked(), false), (eligible(), true)] {
        for (asked, language) in [("es", "es"), ("es-MX", "es"), ("en", "en"), ("fr", "es")] {
            let page = verdict_html(None, &shown, asked);
            assert!(page.contains(&format!("<html lang=\"{language}\">")), "{asked}: {page}");
            let body = page.split("</head>").nth(1).expect("a page has a body");
            assert!(!body.contains("23:59:59"), "{body}");
            if language == "es" {
                for name in NAMES {
                    assert!(!body.contains(name), "{name}: {body}");
                }
                assert_eq!(body.contains("facturas R-17"), is_eligible, "{body}");
                assert_eq!(body.contains("viajes 2"), !is_eligible, "{body}");
            }
        }
    }
}

#[test]
fn machines_read_names() {
    let json = eligible().to_json(None).expect("it can be written");
    assert!(json.contains("account.bills[number=\\\"R-17\\\"]") && !json.contains("facturas"), "{json}");
    let json = blocked().to_json(None).expect("it can be written");
    assert!(json.contains("\"account.rides[1]\"") && json.contains("\"outcome\":\"assist\""), "{json}");
}

#[test]
fn a_change_of_words_is_a_change_of_texts() {
    let old = program(POLICY);
    let new = program(&POLICY.replace("\"facturas\"", "\"recibos\"").replace("\"en orden\"", "\"bien\""));
    let policy = old.policy("close").expect("it is declared");
    assert_ne!(old.hash(policy), new.hash(policy));
    let found = compare(&old, &new).expect("it is small");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&found[0].part, found[0].effect), (&Part::Words, Effect::Neither));
    assert_eq!(found[0].before.len(), 2, "{found:?}");
    assert!(found[0].after.contains(&"account.bills es \"recibos\" en \"bills\"".to_owned()), "{found:?}");
}
