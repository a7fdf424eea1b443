//! Asks cargo to build again when a file of the embedded guide or layout
//! appears or disappears; the embedding macro by itself only follows the
//! files that it has already seen.

fn main() {
    for folder in ["content", "diagrams", "fonts", "src/layout"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
