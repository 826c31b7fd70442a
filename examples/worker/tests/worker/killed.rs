//! The worker is killed wherever it happens to be, facts change meanwhile, and it is taken up again.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::time::Duration;

use exeunt_worker::policy;
use fastrand::Rng;

use crate::shop::{NOW, Row, Shop};

/// Long enough ago, not long enough, and nobody knows when.
const UPLOADED: [Option<&str>; 6] = [
    Some("2026-01-01T08:00:00Z"),
    Some("2026-01-01T08:00:00Z"),
    Some("2026-05-02T11:59:59.999999Z"),
    Some("2026-05-02T12:00:00Z"),
    Some("2026-05-20T08:00:00Z"),
    None,
];
/// Most of those who have got data still have them.
const REVOKED: [Option<bool>; 8] =
    [Some(false), Some(false), Some(false), Some(false), Some(false), Some(true), Some(true), None];
const MOST_KILLS: usize = 60;

/// A shop in which most customers may leave.
fn stocked(name: &str, random: &mut Rng) -> Shop {
    let shop = Shop::new(name);
    shop.run("BEGIN");
    let (mut image, mut invoice, mut share) = (0, 0, 0);
    for number in 0..40 {
        let id = format!("c{number:02}");
        shop.customer(&id);
        match random.u8(0..10) {
            0 => shop.run(&format!("UPDATE account SET owed_cents = 1250 WHERE id = '{id}'")),
            1 => shop.run(&format!("UPDATE account SET owed_cents = NULL WHERE id = '{id}'")),
            2 => shop.run(&format!("UPDATE account SET disputes_loaded = 0 WHERE id = '{id}'")),
            3 => shop.run(&format!("INSERT INTO dispute VALUES ('{id}', 'person', NULL)")),
            4 => shop.run(&format!("INSERT INTO dispute VALUES ('{id}', 'invoices', NULL)")),
            5 => shop.run(&format!("INSERT INTO dispute VALUES ('{id}', 'person', '2026-05-01T00:00:00Z')")),
            _ => {}
        }
        for post in 0..random.i64(0..4) {
            shop.run(&format!("INSERT INTO post VALUES ('{id}', {post}, 'text')"));
        }
        for _ in 0..random.u8(0..4) {
            image += 1;
            shop.image(&id, image, UPLOADED[random.usize(0..UPLOADED.len())]);
        }
        for _ in 0..random.u8(0..4) {
            share += 1;
            shop.share(&id, share, REVOKED[random.usize(0..REVOKED.len())]);
        }
        for _ in 0..random.u8(0..3) {
            invoice += 1;
            let (year, disputed) = (if random.bool() { 2015 } else { 2024 }, u8::from(random.u8(0..5) == 0));
            shop.run(&format!(
                "INSERT INTO invoice VALUES ('{id}', 'R-{invoice}', '{year}-03-01', {disputed})"
            ));
        }
    }
    shop.run("COMMIT");
    shop
}

/// Every record of the shop, as the audit names it, with the row of a plan that it goes with: by account, collection and key.
fn records(shop: &Shop) -> Vec<(String, [String; 3])> {
    let query = "SELECT 'post ' || account || ' ' || id || '|' || account || '|account.posts|' FROM post
       UNION ALL SELECT 'image ' || account || ' ' || id || '|' || account || '|account.images|' || id FROM image
       UNION ALL SELECT 'invoice ' || account || ' ' || number || '|' || account || '|account.invoices|' || number FROM invoice
       UNION ALL SELECT 'dispute ' || account || '|' || account || '|account.disputes|' FROM dispute
       UNION ALL SELECT 'share ' || account || ' ' || id || '|' || account || '|account.shares|' FROM share
       UNION ALL SELECT 'account ' || id || '|' || id || '|account|' FROM account";
    let split = |line: String| {
        let parts: Vec<String> = line.split('|').map(str::to_owned).collect();
        let [record, account, collection, key] = parts.try_into().expect("four parts");
        (record, [account, collection, key])
    };
    shop.texts(query).into_iter().map(split).collect()
}

/// Something changes about an account that has not gone. Gives the rows that must not be carried out any more, beside those that were not
/// to be before.
fn change(shop: &Shop, random: &mut Rng, refused: &BTreeSet<i64>) -> Vec<Row> {
    let mut settled = &shop.receipts() | refused;
    let (intents, notices) = (shop.numbers("SELECT row FROM intent"), shop.notices());
    // An image that went before the worker was stopped has gone, and who was told has been told, whatever changes now.
    let has_gone = |row: &Row| {
        let is_image = row.collection == "account.images";
        is_image && !row.key.as_deref().is_some_and(|key| shop.has_image(key))
    };
    let is_done =
        |row: &Row| intents.contains(&row.number) && (has_gone(row) || notices.contains_key(&row.number));
    settled.extend(shop.to_do().iter().filter(|row| is_done(row)).map(|row| row.number));
    let left: Vec<Row> = shop.to_do().into_iter().filter(|row| !settled.contains(&row.number)).collect();
    let Some(row) = random.choice(&left) else { return Vec::new() };
    let account = &row.account;
    let of_account = |row: &&Row| row.account == *account;
    // What waits for what is kept.
    let waits = |row: &Row| row.collection == "account" || row.collection == "account.disputes";
    let update = |what: &str| shop.run(&format!("UPDATE account SET {what} WHERE id = '{account}'"));
    match (random.u8(0..6), row.collection.as_str(), row.key.as_deref()) {
        (0 | 1, "account.images", Some(key)) => {
            shop.run(&format!("UPDATE image SET uploaded = '2026-05-30T08:00:00Z' WHERE id = {key}"));
            left.iter().filter(of_account).filter(|it| *it == row || waits(it)).cloned().collect()
        }
        (0..=2, "account.invoices", _) => {
            shop.run(&format!(
                "BEGIN; UPDATE invoice SET disputed = 1 WHERE account = '{account}';
                 INSERT INTO dispute VALUES ('{account}', 'invoices', NULL); COMMIT"
            ));
            let invoices = |it: &Row| it.collection == "account.invoices";
            left.iter().filter(of_account).filter(|it| invoices(it) || waits(it)).cloned().collect()
        }
        // They have given the data back.
        (0 | 1, "account.shares", Some(key)) => {
            shop.run(&format!("UPDATE share SET revoked = 1 WHERE id = {key}"));
            vec![row.clone()]
        }
        // Nobody knows whether they have, and what goes with them waits.
        (2, "account.shares", Some(key)) => {
            shop.run(&format!("UPDATE share SET revoked = NULL WHERE id = {key}"));
            let is_whole = |it: &Row| it.collection == "account.shares" && !it.tells;
            let stays = |it: &&Row| *it == row || is_whole(it) || waits(it);
            left.iter().filter(of_account).filter(stays).cloned().collect()
        }
        // Somebody has got data who is not in the plan, and cannot be told by it.
        (3, "account.shares", _) => {
            let id = 1000 + row.number;
            shop.run(&format!("INSERT OR IGNORE INTO share VALUES ('{account}', {id}, 'new', 0)"));
            let stays =
                |it: &&Row| it.collection == "account" || it.collection == "account.shares" && !it.tells;
            left.iter().filter(of_account).filter(stays).cloned().collect()
        }
        (kind, ..) => {
            match kind {
                0 => update("owed_cents = NULL"),
                1 => update("owed_cents = 1"),
                2 => update("disputes_loaded = 0"),
                _ => shop.run(&format!("INSERT INTO dispute VALUES ('{account}', 'person', NULL)")),
            }
            // A hold keeps data, and nobody from being told.
            let stays = |it: &&Row| kind < 2 || !it.tells;
            left.iter().filter(of_account).filter(stays).cloned().collect()
        }
    }
}

/// Gives how often it was killed, of how many images and notices it came back to find that they had gone, and which lines were carried
/// out.
fn killed(seed: u64) -> (usize, usize, Vec<String>) {
    let mut random = Rng::with_seed(seed);
    let shop = stocked(&format!("killed_{seed}"), &mut random);
    shop.plan();
    let (records, images) = (records(&shop), shop.images());
    let (mut kills, mut refused) = (0, BTreeSet::new());
    while kills < MOST_KILLS {
        let mut worker = shop.command().spawn().expect("the worker");
        let mut said = BufReader::new(worker.stdout.take().expect("its output")).lines();
        let lines = random.usize(0..8);
        let has_ended = said.by_ref().take(lines).count() < lines;
        std::thread::sleep(Duration::from_micros(random.u64(0..4000)));
        worker.kill().expect("it is killed, or has ended");
        worker.wait().expect("it ends");
        if has_ended {
            break;
        }
        kills += 1;
        if random.u8(0..3) == 0 {
            let stopped = change(&shop, &mut random, &refused);
            refused.extend(stopped.into_iter().map(|row| row.number));
        }
    }
    shop.carry_out();
    let done = (shop.receipts(), shop.texts("SELECT what FROM audit"));
    assert!(shop.carry_out().ends_with("0 done, 0 refused\n"), "nothing is done twice");
    assert_eq!((shop.receipts(), shop.texts("SELECT what FROM audit")), done);

    // Every row has come to one end: refused is what changed, and nothing else.
    let to_do = shop.to_do();
    assert_eq!(shop.refusals(), refused, "seed {seed}");
    let all: BTreeSet<i64> = to_do.iter().map(|row| row.number).collect();
    assert_eq!(done.0, &all - &refused, "seed {seed}");
    assert_eq!(shop.numbers("SELECT row FROM intent"), BTreeSet::new());

    // What has gone is what the receipts name, each record once.
    let has_gone = |[account, collection, key]: &[String; 3]| {
        to_do.iter().any(|row| {
            done.0.contains(&row.number)
                && !row.tells
                && (&row.account, &row.collection) == (account, collection)
                && row.key.as_deref().unwrap_or_default() == key
        })
    };
    let mut expected: Vec<&String> =
        records.iter().filter(|(_, row)| has_gone(row)).map(|(it, _)| it).collect();
    let mut found: Vec<&String> = done.1.iter().collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "seed {seed}");
    let gone: BTreeSet<String> = expected
        .iter()
        .filter_map(|it| it.strip_prefix("image ")?.split(' ').nth(1).map(|id| format!("{id}.jpg")))
        .collect();
    assert_eq!(shop.images(), &images - &gone, "seed {seed}");

    // Who was told has been told once, and before what they have got went.
    let told: BTreeSet<i64> = to_do.iter().filter(|row| row.tells).map(|row| row.number).collect();
    let (told, sent) = (&told & &done.0, shop.notices());
    assert_eq!(sent.keys().copied().collect::<BTreeSet<i64>>(), told, "seed {seed}");
    for row in to_do.iter().filter(|row| told.contains(&row.number)) {
        let to = format!("r{}", row.key.as_deref().expect("a key"));
        let notice = &sent[&row.number];
        assert_eq!((&notice["to"], &notice["erased"]), (&to.into(), &row.account.clone().into()));
    }
    let late = "SELECT count(*) || '' FROM receipt t JOIN plan_row p USING (row) JOIN receipt e ON e.account = t.account
                 WHERE p.tells AND e.collection IN ('account.shares', 'account') AND e.row <> t.row
                   AND e.row NOT IN (SELECT row FROM plan_row WHERE tells) AND e.number < t.number";
    assert_eq!(shop.texts(late), ["0"]);

    // Elements first, and whose id is kept has a rest.
    let early = "SELECT count(*) || '' FROM receipt a JOIN receipt e USING (account)
                  WHERE a.collection = 'account' AND e.number > a.number";
    assert_eq!(shop.texts(early), ["0"]);
    let kept = "SELECT id FROM account WHERE erased_at IS NOT NULL ORDER BY id";
    assert_eq!(shop.texts(kept), shop.texts("SELECT account FROM rest ORDER BY account"));
    assert_eq!(
        shop.texts("SELECT id FROM account WHERE erased_at IS NOT NULL AND name || email IS NOT NULL").len(),
        0
    );

    // Receipts say by what and when.
    let program = policy().expect("it compiles").provenance().program_hash.to_string();
    let said =
        "SELECT DISTINCT program || ' ' || planned_at || ' ' || confirmed_at || ' ' || done_at FROM receipt";
    assert_eq!(shop.texts(said), [format!("{program} {NOW} {NOW} {NOW}")]);
    // 35 days later no backup brings back what the policy says so of.
    let gone_by = "SELECT DISTINCT clause || ' ' || coalesce(gone_by, '-') FROM receipt
                    WHERE (gone_by IS NULL) <> (clause LIKE 'tell %' OR clause LIKE 'images#%' OR clause LIKE 'disputes#%')
                       OR gone_by <> '2026-07-06T12:00:00+00:00'";
    assert_eq!(shop.texts(gone_by), [""; 0]);
    let clauses = shop.texts("SELECT DISTINCT collection || ' ' || clause FROM receipt ORDER BY 1");
    let found = shop.numbers("SELECT row FROM receipt WHERE how IN ('found_gone', 'found_told')").len();
    (kills, found, clauses)
}

#[test]
fn what_is_killed_and_taken_up_again_is_done_once() {
    let (mut kills, mut found, mut clauses) = (0, 0, BTreeSet::new());
    for seed in 0..4 {
        let (killed, found_gone, carried_out) = killed(seed);
        println!("seed {seed}: killed {killed} times, {found_gone} images and notices found gone");
        kills += killed;
        found += found_gone;
        clauses.extend(carried_out);
    }
    let known = [
        "account account#1",
        "account.disputes disputes#1",
        "account.images images#1",
        "account.invoices invoices#1",
        "account.posts posts#1",
        "account.shares shares#1",
        "account.shares tell shares#1",
    ];
    assert!(clauses.iter().eq(&known), "{clauses:?}");
    assert!(kills >= 80, "killed {kills} times, {found} images and notices found gone");
}

/// Two workers at once do each row once.
#[test]
fn two_workers_share_the_rows() {
    let shop = stocked("two", &mut Rng::with_seed(99));
    shop.plan();
    let workers = [(); 3].map(|()| shop.command().spawn().expect("the worker"));
    let mut done = 0;
    for worker in workers {
        let output = worker.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{output:?}");
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        let is_done = |line: &&str| line.starts_with("erased\t") || line.starts_with("told\t");
        done += said.lines().filter(is_done).count();
    }
    assert_eq!(done, shop.to_do().len());
    assert_eq!(shop.receipts().len(), done);
}
