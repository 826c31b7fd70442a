//! Prints the random program of a seed: `cargo run -p exeunt-testkit --example show -- 42`.

fn main() {
    let seed = std::env::args().nth(1).and_then(|seed| seed.parse().ok()).unwrap_or(0);
    for file in exeunt_testkit::generate::packages(seed) {
        println!("// {}\n{}", file.name, file.text);
    }
}
