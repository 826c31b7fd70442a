//! Prints the random program of a seed: `cargo run -p exeunt-testkit --example show -- 42`. With a second word, in the
//! other layout that the formatter is tried on.

use exeunt_testkit::{Dice, generate, layout};

fn main() {
    let seed = std::env::args().nth(1).and_then(|seed| seed.parse().ok()).unwrap_or(0);
    let is_scrambled = std::env::args().nth(2).is_some();
    let mut dice = Dice::new(seed);
    for file in generate::packages(seed) {
        let text = if is_scrambled { layout::scrambled(&file.text, &mut dice) } else { file.text };
        println!("// {}\n{text}", file.name);
    }
}
