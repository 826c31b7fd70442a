//! `exeunt new`: what it makes is in the style, gives no warning and passes its tests, in whatever languages.

use std::path::{Path, PathBuf};

use exeunt_testkit::program::{self, Said};

fn exeunt(folder: &Path, words: &str) -> Said {
    let mut command = program::command(env!("CARGO_BIN_EXE_exeunt"));
    command.args(words.split_whitespace()).current_dir(folder);
    program::said(program::ended(&mut command, b""))
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn a_new_package_is_in_the_style_and_passes_every_check() {
    for (name, options) in [
        ("shop", ""),
        ("store", "--languages zh,en --zone Asia/Shanghai"),
        ("商店", "--languages fr,zh --zone Europe/Paris"),
    ] {
        let folder = folder(name);
        let (code, _, errors) = exeunt(&folder, &format!("new {name} {options}"));
        assert_eq!((code, errors.as_str()), (Some(0), ""));
        for words in ["fmt --check", "check --deny warnings", "test"] {
            let (code, found, errors) = exeunt(&folder, &format!("{words} {name}"));
            assert_eq!((code, errors.as_str()), (Some(0), ""), "exeunt {words} {name}: {found}");
        }
    }
}

#[test]
fn a_folder_that_is_there_is_left_alone() {
    let folder = folder("twice");
    std::fs::create_dir_all(folder.join("shop")).expect("a folder");
    let (code, found, errors) = exeunt(&folder, "new shop");
    assert_eq!((code, found.as_str()), (Some(2), ""));
    assert!(errors.contains("`shop` is there already"), "{errors}");
    assert!(!folder.join("shop/shop.policy").exists());
}
