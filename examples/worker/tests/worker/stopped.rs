//! What stops a row, and what stops the worker.

use crate::shop::{NOW, Row, Shop};

/// A customer with something of everything that goes, an invoice that stays, and somebody who has got data.
fn customer(name: &str) -> Shop {
    let shop = Shop::new(name);
    shop.customer("a");
    shop.image("a", 7, Some("2026-01-01T08:00:00Z"));
    shop.share("a", 1, Some(false));
    shop.share("a", 2, Some(true));
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
          WHERE p.disposal IN ('erase', 'inform') ORDER BY row",
    )
}

fn row(shop: &Shop, collection: &str) -> Row {
    shop.to_do().into_iter().find(|row| row.collection == collection).expect("a row")
}

#[test]
fn what_is_planned_is_done_and_what_stays_is_a_rest() {
    let shop = customer("whole");
    assert!(shop.carry_out().ends_with("6 done, 0 refused\n"));
    let done = [
        "account.shares 1 told",
        "account.posts erased",
        "account.shares erased",
        "account.images 7 erased",
        "account.invoices R-1 erased",
        "account erased",
    ];
    assert_eq!(ends(&shop), done);
    let told: Vec<_> = shop.notices().into_values().collect();
    assert_eq!(told, [serde_json::json!({ "to": "r1", "erased": "a", "law": "GDPR, art. 19" })]);
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
        // A hold keeps nobody from being told.
        ("hold", "INSERT INTO dispute VALUES ('a', 'person', NULL)", "other_disposal: held", 5),
        ("hold_unknown", "UPDATE account SET disputes_loaded = 0", "other_disposal: held", 5),
        ("debt", "UPDATE account SET owed_cents = 1", "not_eligible: blocked", 6),
        ("debt_unknown", "UPDATE account SET owed_cents = NULL", "not_eligible: undetermined", 6),
        ("gone", "DELETE FROM account", "no_account", 6),
        ("left", "UPDATE account SET erased_at = '2026-05-01T00:00:00Z'", "not_eligible: inapplicable", 6),
        ("image", "UPDATE image SET uploaded = '2026-05-30T00:00:00Z'", "other_disposal: retain", 1),
        ("image_unknown", "UPDATE image SET uploaded = NULL", "other_disposal: undetermined", 1),
        ("image_gone", "DELETE FROM image", "no_item", 1),
        ("invoice_new", "INSERT INTO invoice VALUES ('a', 'R-3', '2015-03-01', 0)", "items_not_named", 1),
        ("share_new", "INSERT INTO share VALUES ('a', 3, 'r3', 0)", "not_told", 2),
        ("share_unknown", "UPDATE share SET revoked = NULL WHERE id = 1", "other_disposal: undetermined", 3),
    ];
    for (name, change, why, rows) in cases {
        let shop = customer(&format!("changed_{name}"));
        shop.run(change);
        shop.carry_out();
        let whys = shop.texts("SELECT why FROM refusal");
        assert_eq!(whys.iter().filter(|it| *it == why).count(), rows, "{name}: {:?}", ends(&shop));
        assert_eq!(shop.receipts().len() + whys.len(), shop.to_do().len(), "{name}");
        assert!(ends(&shop).iter().all(|it| it != "account erased"), "{name}: the account stays");
        let goes = ["invoice_new", "share_new", "share_unknown"].contains(&name);
        assert_eq!(shop.has_image("7"), !goes, "{name}");
    }
}

/// The intent to erase the image, and a dispute that arose behind it.
fn intend_and_dispute(shop: &Shop, confirmed_at: &str) {
    let number = row(shop, "account.images").number;
    shop.run(&format!(
        "INSERT INTO intent VALUES ({number}, '7.jpg', 'images#1', NULL, '{confirmed_at}', NULL);
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
    let said =
        "SELECT how || ' ' || clause || ' ' || confirmed_at FROM receipt WHERE collection = 'account.images'";
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
    assert!(shop.has_image("7"));
    assert_eq!(shop.texts("SELECT how FROM receipt"), ["told"]);
    assert!(shop.numbers("SELECT row FROM intent").is_empty());
}

/// Who has given the data back is not told, and nothing waits for them.
#[test]
fn who_has_given_data_back_is_not_told() {
    let shop = customer("given_back");
    shop.run("UPDATE share SET revoked = 1");
    shop.carry_out();
    assert!(shop.notices().is_empty());
    let ends = ends(&shop);
    assert_eq!(ends[0], "account.shares 1 no_item");
    assert!(ends[1..].iter().all(|end| end.ends_with(" erased")), "{ends:?}");
}

/// As a worker leaves it that was killed when the notice had been sent, and before it could say so; or before it was.
#[test]
fn who_had_been_told_before_the_worker_was_stopped_is_not_told_again() {
    for is_sent in [true, false] {
        let shop = customer(&format!("told_{is_sent}"));
        let (row, at) = (row(&shop, "account.shares"), "2026-06-01T11:00:00+00:00");
        assert!(row.tells, "notices come first");
        let plan = shop.texts("SELECT id FROM plan").remove(0);
        let notice = format!("{plan}-{}.json", row.number);
        shop.run(&format!(
            "INSERT INTO intent VALUES ({}, '{notice}', 'tell shares#1', 'GDPR, art. 19', '{at}', NULL);
             UPDATE share SET revoked = 1;",
            row.number
        ));
        if is_sent {
            shop.write(&format!("notices/{notice}"), "{\"sent\":\"before\"}");
        }
        shop.carry_out();
        let said =
            "SELECT how || ' ' || clause || ' ' || confirmed_at FROM receipt WHERE clause LIKE 'tell %'";
        let sent: Vec<String> = shop.notices().values().map(ToString::to_string).collect();
        match is_sent {
            true => {
                assert_eq!(shop.texts(said), [format!("found_told tell shares#1 {at}")]);
                assert_eq!(sent, ["{\"sent\":\"before\"}"]);
            }
            false => {
                assert_eq!(ends(&shop)[0], "account.shares 1 no_item");
                assert!(sent.is_empty() && shop.texts(said).is_empty());
            }
        }
        assert!(shop.numbers("SELECT row FROM intent").is_empty());
    }
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
    let informed = plan.replacen("account.shares", "account.posts", 1);
    let nested = plan.replacen("\"path_keys\":[]", "\"path_keys\":[\"1\"]", 1);
    let cut = format!("{plan}{{\"id\":\"a\"");
    let program = exeunt_worker::policy().expect("it compiles").provenance().program_hash.to_string();
    let refused = [
        (plan.clone(), manifest.replace(&program, &"0".repeat(64)), "the plan is by"),
        (plan.clone(), stopped.to_string(), "not complete"),
        (format!("{plan}\n"), manifest.clone(), "not the one that its manifest describes"),
        (forfeited.clone(), whole(&forfeited), "nobody has said how to forfeit"),
        (informed.clone(), whole(&informed), "nobody has said how to inform account.posts"),
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

/// A store that is not there must not look like one in which everything has been erased, nor like one in which nothing was sent.
#[test]
fn a_store_that_is_missing_stops_the_worker() {
    for store in ["images", "notices"] {
        let shop = customer(&format!("missing_{store}"));
        std::fs::rename(shop.file(store), shop.file("elsewhere")).expect("a folder");
        let run = shop.command().output().expect("the worker");
        assert_eq!(run.status.code(), Some(2), "{run:?}");
        assert!(shop.receipts().is_empty());
    }
}
