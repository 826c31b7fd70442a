//! The guide and the README, run as they are written: blocks with `file=` are written, commands are run, and what they print must
//! be what they show. `GUIDE=overwrite` puts what was found into them, to be read before it is kept.

use std::path::PathBuf;

use exeunt_testkit::files::{read, repository, write};
use exeunt_testkit::program::without_hashes;
use exeunt_testkit::{exeunt, scratch};

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
                write(self.folder.join(file), block.join("\n") + "\n");
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

    fn command(&mut self, command: &str) {
        self.keep(&format!("$ {command}"));
        let words = command.strip_prefix("exeunt ").expect("the guide runs nothing else");
        let run = exeunt!(&self.folder).run(words);
        if let Some(code) = run.code.filter(|code| *code != 0) {
            self.keep(&format!("? {code}"));
        }
        for stream in [&run.err, &run.out] {
            let text = without_hashes(stream);
            text.trim_end().lines().for_each(|line| self.keep(line.trim_end()));
        }
    }
}

/// Runs a document in a folder.
fn is_true(document: &str, folder: PathBuf) {
    let path = repository(document);
    let text = read(&path);
    let mut guide = Guide { folder, found: String::new() };
    guide.run(&text);
    if std::env::var_os("GUIDE").is_some_and(|wish| wish == "overwrite") {
        std::fs::write(&path, &guide.found).expect("the guide can be written");
    } else {
        snapbox::assert_data_eq!(guide.found, snapbox::Data::text(text).raw());
    }
}

#[test]
fn the_guide_is_true() {
    is_true("docs/guide/fifteen-minutes.md", scratch!("guide"));
}

#[test]
fn what_the_readme_shows_is_true() {
    is_true("README.md", scratch!("readme"));
}
