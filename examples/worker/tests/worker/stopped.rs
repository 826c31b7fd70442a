//! What stops a row, and what stops the worker.

use crate::shop::{NOW, Row, Shop};

/// A customer with something of everything that goes, and an invoice that stays.
fn customer(name: &str) -> Shop {
    let shop = Shop::new(name);
    shop.customer("a");
    shop.image("a", 7, Some("2026-01-01T08:00:00Z"));
    shop.run(
        "INSERT INTO post VALUES ('a', 1, 'text');
         INSERT INTO invoice VALUES ('a', 'R-1', '2015-03-01', 0), ('a', 'R-2', '2024-03-01', 0);",
    );
    shop.plan();
    shop
}

/// What became of each row: `collection key why`.
fn ends(shop: &Shop) -> Vec<String> {
    shop.texts(
        "SELECT p.collection || coalesce(' ' || p.key, '') || ' ' || coalesce(f.why, c.how)
           FROM plan_row p LEFT JOIN refusal f USING (row) LEFT JOIN receipt c USING (row)
          WHERE p.disposal = 'erase' ORDER BY row",
    )
}

fn row(shop: &Shop, collection: &str) -> Row {
    shop.to_do().into_iter().find(|row| row.collection == collection).expect("a row")
}

#[test]
fn what_is_planned_is_done_and_what_stays_is_a_rest() {
    let shop = customer("whole");
    assert!(shop.carry_out().ends_with("4 done, 0 refused\n"));
    let erased =
        ["account.posts erased", "account.images 7 erased", "account.invoices R-1 erased", "account erased"];
    assert_eq!(ends(&shop), erased);
    assert!(!shop.has_image("7"));
    assert_eq!(shop.texts("SELECT number FROM invoice"), ["R-2"]);
    assert_eq!(
        shop.texts("SELECT id || coalesce(name, '-') || erased_at FROM account"),
        [format!("a-{NOW}")]
    );
    let rests = shop.worker(&["rests", &shop.file("shop.db")]);
    let rest: serde_json::Value = serde_json::from_slice(&rests.stdout).expect("JSON");
    assert_eq!(rest["id"], "a");
    assert_eq!((&rest["left"], &rest["policy"]), (&NOW.into(), &"shop.leave".into()));
    assert_eq!(rest["account"]["invoices"][0]["number"], "R-2");
    if let Ok(exeunt) = std::env::var("EXEUNT") {
        shop.write("rests.ndjson", &String::from_utf8(rests.stdout).expect("UTF-8"));
        let policy = concat!(env!("CARGO_MANIFEST_DIR"), "/shop.policy");
        let words =
            ["due", &shop.file("rests.ndjson"), "--policies", policy, "--now", "2033-01-01T00:00:00+01:00"];
        let due = std::process::Command::new(exeunt)
            .args(words)
            .args(["--format", "json"])
            .output()
            .expect("the program");
        assert!(due.status.success(), "{due:?}");
        let due: serde_json::Value = serde_json::from_slice(&due.stdout).expect("JSON");
        let items = due["items"].as_array().expect("items");
        let is_due = |path: &str| items.iter().any(|item| item["path"] == path && item["due"] == true);
        assert!(is_due("account.invoices[number=\"R-2\"]"), "{due:#}");
    }
}

#[test]
fn what_changed_since_it_was_planned_stops_it() {
    let cases = [
        ("hold", "INSERT INTO dispute VALUES ('a', 'person', NULL)", "other_disposal: held", 4),
        ("hold_unknown", "UPDATE account SET disputes_loaded = 0", "other_disposal: held", 4),
        ("debt", "UPDATE account SET owed_cents = 1", "not_eligible: blocked", 4),
        ("debt_unknown", "UPDATE account SET owed_cents = NULL", "not_eligible: undetermined", 4),
        ("gone", "DELETE FROM account", "no_account", 4),
        ("left", "UPDATE account SET erased_at = '2026-05-01T00:00:00Z'", "not_eligible: inapplicable", 4),
        ("image", "UPDATE image SET uploaded = '2026-05-30T00:00:00Z'", "other_disposal: retain", 1),
        ("image_unknown", "UPDATE image SET uploaded = NULL", "other_disposal: undetermined", 1),
        ("image_gone", "DELETE FROM image", "no_item", 1),
        ("invoice_new", "INSERT INTO invoice VALUES ('a', 'R-3', '2015-03-01', 0)", "items_not_named", 1),
    ];
    for (name, change, why, rows) in cases {
        let shop = customer(&format!("changed_{name}"));
        shop.run(change);
        shop.carry_out();
        let whys = shop.texts("SELECT why FROM refusal");
        assert_eq!(whys.iter().filter(|it| *it == why).count(), rows, "{name}: {:?}", ends(&shop));
        assert_eq!(shop.receipts().len() + whys.len(), shop.to_do().len(), "{name}");
        assert!(ends(&shop).iter().all(|it| it != "account erased"), "{name}: the account stays");
        assert_eq!(shop.has_image("7"), name != "invoice_new", "{name}");
    }
}

/// The intent to erase the image, and a dispute that arose behind it.
fn intend_and_dispute(shop: &Shop, confirmed_at: &str) {
    let number = row(shop, "account.images").number;
    shop.run(&format!(
        "INSERT INTO intent VALUES ({number}, '7.jpg', 'images#1', NULL, '{confirmed_at}');
         INSERT INTO dispute VALUES ('a', 'person', NULL);"
    ));
}

/// As a worker leaves it that was killed when the image had gone, and before it could say so.
#[test]
fn what_had_gone_before_the_worker_was_stopped_gets_its_receipt() {
    let shop = customer("gone");
    intend_and_dispute(&shop, "2026-06-01T11:00:00+00:00");
    std::fs::remove_file(shop.file("images/7.jpg")).expect("an image");
    shop.carry_out();
    let said = "SELECT how || ' ' || clause || ' ' || confirmed_at FROM receipt";
    assert_eq!(shop.texts(said), ["found_gone images#1 2026-06-01T11:00:00+00:00"]);
    assert_eq!(
        shop.texts("SELECT id || '' FROM image").len(),
        0,
        "the shop does not show an image that is gone"
    );
    assert!(shop.texts("SELECT why FROM refusal").iter().all(|why| why == "other_disposal: held"));
}

/// As a worker leaves it that was killed before the image had gone.
#[test]
fn an_intent_is_judged_again() {
    let shop = customer("intent");
    intend_and_dispute(&shop, NOW);
    shop.carry_out();
    assert!(shop.has_image("7") && shop.receipts().is_empty());
    assert!(shop.numbers("SELECT row FROM intent").is_empty());
}

#[test]
fn who_comes_back_is_not_erased_by_an_old_plan() {
    let shop = Shop::new("back");
    shop.customer("a");
    shop.run("INSERT INTO post VALUES ('a', 1, 'text')");
    shop.plan();
    shop.carry_out();
    assert!(shop.texts("SELECT id FROM account").is_empty(), "nothing was kept");
    shop.customer("a");
    shop.run("INSERT INTO post VALUES ('a', 1, 'another text')");
    let again = shop.worker(&["load", &shop.file("shop.db"), &shop.file("plan.ndjson"), &shop.manifest()]);
    assert_eq!(String::from_utf8_lossy(&again.stdout), "taken in before\n");
    assert!(shop.carry_out().ends_with("0 done, 0 refused\n"));
    assert_eq!(shop.texts("SELECT text FROM post"), ["another text"]);
}

#[test]
fn plans_that_are_not_whole_or_of_another_program_are_refused() {
    let shop = customer("plans");
    shop.run("DELETE FROM plan_row; DELETE FROM plan;");
    let (plan, manifest) = (shop.read("plan.ndjson"), shop.read("verdicts.ndjson.manifest.json"));
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    let whole = |changed: &str| manifest.replace(&hash(&plan), &hash(changed));
    let mut stopped: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    stopped["complete"] = false.into();
    let forfeited = plan.replacen("\"erase\"", "\"forfeit\"", 1);
    let nested = plan.replacen("\"path_keys\":[]", "\"path_keys\":[\"1\"]", 1);
    let cut = format!("{plan}{{\"id\":\"a\"");
    let program = exeunt_worker::policy().expect("it compiles").provenance().program_hash.to_string();
    let refused = [
        (plan.clone(), manifest.replace(&program, &"0".repeat(64)), "the plan is by"),
        (plan.clone(), stopped.to_string(), "not complete"),
        (format!("{plan}\n"), manifest.clone(), "not the one that its manifest describes"),
        (forfeited.clone(), whole(&forfeited), "nobody has said how to forfeit"),
        (nested.clone(), whole(&nested), "where the elements around"),
        (cut.clone(), whole(&cut), "plan.ndjson:"),
    ];
    for (plan, manifest, why) in refused {
        shop.write("plan.ndjson", &plan);
        shop.write("verdicts.ndjson.manifest.json", &manifest);
        let loaded =
            shop.worker(&["load", &shop.file("shop.db"), &shop.file("plan.ndjson"), &shop.manifest()]);
        assert_eq!(loaded.status.code(), Some(2), "{why}: {loaded:?}");
        assert!(String::from_utf8_lossy(&loaded.stderr).contains(why), "{why}: {loaded:?}");
        assert!(
            shop.texts("SELECT id FROM plan").is_empty() && shop.to_do().is_empty(),
            "{why}: all or nothing"
        );
    }
}

/// A store that is not there must not look like one in which everything has been erased.
#[test]
fn a_store_that_is_missing_stops_the_worker() {
    let shop = customer("missing");
    std::fs::rename(shop.file("images"), shop.file("elsewhere")).expect("a folder");
    let run = shop.command().output().expect("the worker");
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    assert!(shop.receipts().is_empty());
}
