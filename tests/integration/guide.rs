//! The guide, run as it is written: blocks with `file=` are written, commands are run, and what they print must be what
//! the guide shows. `GUIDE=overwrite` puts what was found into the guide, to be read before it is kept.

use std::path::{Path, PathBuf};

use exeunt_testkit::program;

struct Guide {
    folder: PathBuf,
    /// The guide with what was found.
    found: String,
}

impl Guide {
    fn run(&mut self, text: &str) {
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            self.keep(line);
            let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if let Some((_, file)) = info.split_once("file=") {
                block.iter().for_each(|line| self.keep(line));
                self.write(file, &format!("{}\n", block.join("\n")));
            } else if info == "console" {
                block
                    .iter()
                    .filter_map(|line| line.strip_prefix("$ "))
                    .for_each(|command| self.command(command));
            } else {
                block.iter().for_each(|line| self.keep(line));
            }
            self.keep("```");
        }
    }

    fn keep(&mut self, line: &str) {
        self.found.push_str(line);
        self.found.push('\n');
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        std::fs::create_dir_all(path.parent().expect("a file is in a folder"))
            .expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }

    fn command(&mut self, command: &str) {
        self.keep(&format!("$ {command}"));
        let words = command.strip_prefix("exeunt ").expect("the guide runs nothing else");
        let output = program::command(env!("CARGO_BIN_EXE_exeunt"))
            .args(words.split_whitespace())
            .current_dir(&self.folder)
            .output()
            .expect("the program runs");
        if let Some(code) = output.status.code().filter(|code| *code != 0) {
            self.keep(&format!("? {code}"));
        }
        for stream in [&output.stderr, &output.stdout] {
            let text = String::from_utf8(stream.clone()).expect("the program writes UTF-8");
            let text = program::without_hashes(&text);
            text.trim_end().lines().for_each(|line| self.keep(line.trim_end()));
        }
    }
}

#[test]
fn the_guide_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/fifteen-minutes.md");
    let text = std::fs::read_to_string(&path).expect("the guide is there");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("guide");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let mut guide = Guide { folder, found: String::new() };
    guide.run(&text);
    if std::env::var_os("GUIDE").is_some_and(|wish| wish == "overwrite") {
        std::fs::write(&path, &guide.found).expect("the guide can be written");
    } else {
        snapbox::assert_data_eq!(guide.found, snapbox::Data::text(text).raw());
    }
}
