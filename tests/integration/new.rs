//! `exeunt new`: what it makes is in the style, gives no warning and passes its tests, in whatever languages.

use exeunt_testkit::{exeunt, scratch};
use snapbox::str;

#[test]
fn a_new_package_is_in_the_style_and_passes_every_check() {
    for (name, options) in [
        ("shop", ""),
        ("store", "--languages zh,en --zone Asia/Shanghai"),
        ("商店", "--languages fr,zh --zone Europe/Paris"),
    ] {
        let exeunt = exeunt!(scratch!("new/{name}"));
        exeunt.run(format!("new {name} {options}")).succeeds();
        for words in ["fmt --check", "check --deny warnings", "test"] {
            exeunt.run(format!("{words} {name}")).succeeds();
        }
    }
}

#[test]
fn a_folder_that_exists_is_left_alone() {
    let folder = scratch!("new/twice");
    std::fs::create_dir_all(folder.join("shop")).expect("a folder");
    exeunt!(&folder).run("new shop").fails(2).err_is(str![[r#"
error: `shop` already exists

"#]]);
    assert!(!folder.join("shop/shop.policy").exists());
}

#[test]
fn a_new_project_passes_every_check_from_anywhere_in_it() {
    let folder = scratch!("new/project/shop");
    let exeunt = exeunt!(&folder);
    exeunt.run("init").succeeds().out_has(["exeunt.toml", "policies/shop/shop.policy", "exeunt test\n"]);
    for words in ["fmt --check", "check", "test", "build --print-hash", "schema shop.close"] {
        exeunt!(folder.join("policies/shop")).run(words).succeeds();
    }
    exeunt.run("init").fails(2).err_has(["`exeunt.toml` already exists"]);
}

#[test]
fn a_folder_with_policies_gets_settings_only() {
    let folder = scratch!("new/settled");
    exeunt!(&folder).run("new shop").succeeds();
    exeunt!(&folder).run("init").succeeds().out_is(str![[r#"
exeunt.toml

Run its tests: exeunt test

"#]]);
    exeunt!(&folder).run("check").succeeds();
}
