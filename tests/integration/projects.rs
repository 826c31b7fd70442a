//! Projects: where a command finds policies when none are named, and by which settings.

use std::path::{Path, PathBuf};

use exeunt_testkit::{exeunt, files, scratch};

fn policy(package: &str, days: &str) -> String {
    format!(
        "package {package}\nlanguages en, zh\nzone UTC\naccount {{ owed: int  trades: many trade }}\nrecord trade {{ placed: time }}\n\
         policy close on request {{\n  require calm: no trade within {days}\n    en \"{{clears}}\"\n    zh \"{{clears}}\"\n  require paid: owed is 0\n    \
         en \"Pay\" fix \"Pay\"\n    zh \"付\" fix \"付\"\n}}\ntest \"calm\" for close at 2026-01-01 {{ account {{ owed: 0  trades: [] }} expect eligible }}\n"
    )
}

/// Files of a folder, each with its text.
fn layout(folder: PathBuf, files: &[(&str, String)]) -> PathBuf {
    for (name, text) in files {
        files::write(folder.join(name), text);
    }
    folder
}

/// What each command without a path works on, by its files.
fn files_of(folder: impl AsRef<Path>) -> Vec<String> {
    let run = exeunt!(folder.as_ref()).run("check --format json --deny W0302");
    let lines = run.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    let mut files: Vec<String> = lines
        .map(|line| {
            line["file"].as_str().or_else(|| line["place"]["file"].as_str()).expect("a file").to_owned()
        })
        .collect();
    files.sort();
    files
}

/// A year in days raises W0302 in every file that is read.
fn monorepo(name: &str, settings: &str) -> PathBuf {
    layout(
        scratch!("projects/{name}").to_path_buf(),
        &[
            ("exeunt.toml", settings.to_owned()),
            ("policies/shop/shop.policy", policy("shop", "365d")),
            ("policies/drafts/draft.policy", policy("draft", "365d")),
            ("services/pay/pay.policy", policy("pay", "365d")),
            ("src/deep/nothing.txt", String::new()),
        ],
    )
}

#[test]
fn commands_without_paths_work_on_the_project_from_anywhere_in_it() {
    let root = monorepo("anywhere", "policies = [\"policies\"]\nexclude = [\"drafts\"]\n");
    assert_eq!(files_of(&root), ["policies/shop/shop.policy"]);
    assert_eq!(files_of(root.join("src/deep")), ["../../policies/shop/shop.policy"]);
    assert_eq!(files_of(root.join("policies/shop")), ["shop.policy"]);
    let deep = exeunt!(root.join("src/deep"));
    deep.run("test").code(0).out_has(["1 test: 1 passed"]);
    deep.run("build --print-hash").code(0).out_has(["shop.close"]);
    deep.run("schema shop.close").code(0);
    deep.run("schema pay.close").code(2);
    deep.run("sql shop.close --dialect duckdb").code(0);
    deep.run("doc --out terms").code(0);
    deep.run("fmt --check").code(1).out_has(["../../policies/shop/shop.policy"]);
    deep.run("diff ../../policies ../../policies").code(0);
}

#[test]
fn a_folder_that_is_named_is_read_by_the_settings_above_it() {
    let root =
        monorepo("named", "policies = [\"policies\"]\nexclude = [\"drafts\"]\n[lints]\nW0302 = \"deny\"\n");
    let exeunt = exeunt!(root.join("src"));
    exeunt.run("check ../services").code(1).err_has(["error[W0302]"]);
    // What is named is read, though it is excluded where it is only found.
    exeunt.run("check ../policies/drafts").code(1).err_has(["draft.policy"]);
    // Above both.
    exeunt.run("check ../services ../policies").code(1).err_has(["pay.policy", "shop.policy"]);
}

#[test]
fn a_project_in_another_is_one_of_its_own() {
    let root = layout(
        scratch!("projects/nested").to_path_buf(),
        &[
            ("a/exeunt.toml", String::new()),
            ("a/a.policy", policy("a", "365d")),
            ("b/exeunt.toml", "[lints]\nW0302 = \"allow\"\n".to_owned()),
            ("b/b.policy", policy("b", "365d")),
        ],
    );
    exeunt!(&root).run("check").code(2).err_has(["only in projects", "`a`", "`b`"]);
    assert_eq!(files_of(root.join("a")), ["a.policy"]);
    exeunt!(&root).run("check b").code(0);
    files::write(root.join("c.policy"), policy("c", "1y"));
    exeunt!(&root).run("check").code(0).err_has(["`a` is a project", "`b` is a project"]);
    files::write(root.join("exeunt.toml"), "policies = [\"a\", \"b\"]\n");
    assert_eq!(files_of(&root), ["a/a.policy", "b/b.policy"]);
}

#[test]
fn what_git_ignores_is_not_read() {
    let root = layout(
        scratch!("projects/ignored").to_path_buf(),
        &[
            (".git/HEAD", "ref: refs/heads/main\n".to_owned()),
            (".gitignore", "vendor/\n*.tmp.policy\n".to_owned()),
            ("vendor/old.policy", policy("shop", "365d")),
            ("shop.policy", policy("shop", "365d")),
            ("x.tmp.policy", policy("shop", "365d")),
            ("more/.gitignore", "mine.policy\n".to_owned()),
            ("more/mine.policy", policy("more", "365d")),
            ("more/more.policy", policy("more", "365d")),
        ],
    );
    assert_eq!(files_of(&root), ["more/more.policy", "shop.policy"]);
    // What is named is meant.
    exeunt!(&root).run("check vendor --deny W0302").code(1).err_has(["vendor/old.policy"]);
    exeunt!(&root).run("check x.tmp.policy --deny W0302").code(1).err_has(["x.tmp.policy"]);
}

#[test]
fn levels_hold_in_the_files_that_a_pattern_names() {
    let settings = "exclude = [\"services\"]\n[lints]\nW0302 = \"deny\"\n[lints.files.\"policies/drafts\"]\nwarnings = \"allow\"\n";
    let root = monorepo("levels", settings);
    let run = exeunt!(root.join("src")).run("check").code(1);
    run.err_has(["error[W0302]", "shop.policy"]);
    let run = exeunt!(root.join("policies/drafts")).run("check .").code(0);
    assert_eq!(run.err, "");
    // The command line is nearer than the settings.
    exeunt!(&root).run("check policies/drafts --deny W0302").code(1);
    exeunt!(&root).run("check policies --allow W0302").code(0);
}

#[test]
fn settings_name_the_languages() {
    let root = layout(
        scratch!("projects/languages").to_path_buf(),
        &[
            ("exeunt.toml", "ui-lang = \"de\"\nlang = \"zh\"\n".to_owned()),
            ("shop.policy", policy("shop", "1y")),
            ("owing.json", "{\"account\": {\"owed\": 3, \"trades\": []}}".to_owned()),
        ],
    );
    let exeunt = exeunt!(&root);
    exeunt.run("check").code(0).out_has(["keine Fehler"]);
    exeunt.run("check --ui-lang en").code(0).out_has(["no errors"]);
    let words = "eval shop.close --facts owing.json --now 2026-01-01T00:00:00Z";
    exeunt.run(words).code(0).out_has(["付"]);
    exeunt.run(format!("{words} --lang en")).code(0).out_has(["Pay"]);
}

#[test]
fn settings_that_cannot_be_used_end_every_command() {
    let root = monorepo("wrong", "policies = [\"policys\"]\nexclude = [\"a{\"]\nlnits = 3\n");
    for words in [
        "test",
        "build --print-hash",
        "schema shop.close",
        "sql shop.close --dialect duckdb",
        "fmt --check",
        "doc",
        "check",
    ] {
        let run = exeunt!(root.join("src")).run(words).code(2);
        run.err_has(["there is no `../policys`", "there is no setting `lnits`", "exeunt.toml:1:13"]);
    }
}

/// A repository with one commit, in which a version of the policies is.
fn repository(name: &str, first: &[(&str, String)]) -> PathBuf {
    let root = layout(scratch!("projects/{name}").to_path_buf(), first);
    let git = |words: &[&str]| {
        let mut git = std::process::Command::new("git");
        git.current_dir(&root).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        git.args(["-c", "user.name=A", "-c", "user.email=a@example.com"]).args(words);
        let ended = git.output().expect("git, which a clone of this repository needs");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    };
    git(&["init", "--quiet", "--initial-branch", "main"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "First"]);
    root
}

#[test]
fn the_old_version_is_taken_from_git() {
    let root = repository(
        "against",
        &[
            ("exeunt.toml", "policies = [\"rules\"]\n".to_owned()),
            ("rules/shop.policy", policy("shop", "30d")),
            ("old/pay.policy", policy("pay", "30d")),
        ],
    );
    files::write(root.join("rules/shop.policy"), policy("shop", "14d"));
    files::write(root.join("sub/.keep"), "");
    let changed = "shop.close\n  loosens   requirement `calm` changed  (main:rules/shop.policy:7:17 → ../rules/shop.policy:7:17)\n    − no trade within 30d\n    + no trade within 14d\n";
    let sub = exeunt!(root.join("sub"));
    sub.run("diff --against main").code(0).out_is(changed);
    sub.run("diff --against HEAD --forbid loosening").code(1);
    sub.run("diff --against main ../old").code(0).out_has(["nothing changed"]);
    let json = sub.run("diff --against main --format json").code(0).json();
    let found = &json["differences"][0];
    assert_eq!(found["before"], serde_json::json!(["no trade within 30d"]));
    assert_eq!(
        found["new_place"],
        serde_json::json!({"file": "../rules/shop.policy", "line": 7, "column": 17})
    );
    sub.run("diff --against main --format markdown").code(0).out_is(
        "### `shop.close`\n\n- **loosens** — requirement `calm` changed (`main:rules/shop.policy:7:17` → `../rules/shop.policy:7:17`)\n\n  ```diff\n  - no trade within 30d\n  + no trade within 14d\n  ```\n\n",
    );
    sub.run("diff --against nowhere")
        .code(2)
        .err_has(["cannot take the old version from git: there is no commit `nowhere`"]);
    sub.run("diff --against --help").code(2);
    files::write(root.join("new/new.policy"), policy("new", "1d"));
    sub.run("diff --against main ../new").code(2).err_has(["there is no `new` in `main`"]);
    sub.run("diff").code(2);
    sub.run("diff ../rules").code(2).err_has(["--against"]);
}

#[test]
fn the_settings_of_the_old_version_say_where_its_policies_were() {
    let root = repository(
        "moved",
        &[("exeunt.toml", "policies = [\"a\"]\n".to_owned()), ("a/shop.policy", policy("shop", "30d"))],
    );
    std::fs::rename(root.join("a"), root.join("b")).expect("another name");
    files::write(root.join("exeunt.toml"), "policies = [\"b\"]\n");
    exeunt!(&root).run("diff --against main").code(0).out_has(["nothing changed"]);
}
