# Everything that is done to this repository, by name.

# Lists the recipes.
default:
    @just --list

# Installs what `compare`, `bench` and `check` use beside Rust.
setup:
    cargo install typst-cli --locked --version 0.15.1
    cargo install cargo-deny typos-cli --locked

# Formatting, lints and documentation, without warnings.
check:
    cargo fmt --check
    cargo clippy --release --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --release --no-deps
    cargo run --release --quiet -- check --all --deny-warnings

# Licences, sources of crates and spelling, where the tools are installed.
audit:
    cargo deny check licenses bans sources
    typos

# All tests.
test:
    cargo test --release

# Accepts what the tests print now as expected, then fails once.
golden:
    UPDATE_GOLDEN=1 cargo test --release

# Prints the handbook, or the editions named.
build *EDITIONS:
    cargo run --release -- build {{EDITIONS}}

# Prints all editions.
build-all:
    cargo run --release -- build --all

# Compares the pages with those of stock Typst on the exported project.
compare *EDITIONS:
    cargo bench --bench compare -- {{EDITIONS}}

# Ratios of building times and memory, all from one run.
bench:
    cargo bench --bench build
    cargo bench --bench editions

# Needs a nightly toolchain and `cargo install cargo-fuzz` once.
# Looks for figures in the text form that break the drawing, for ten minutes.
fuzz SECONDS="600":
    mkdir -p fuzz/corpus/dia
    for file in tests/drawings/*.dia diagrams/*/*.dia; do \
        { printf 'A'; cat "$file"; } > fuzz/corpus/dia/$(basename "$file"); done
    cargo +nightly fuzz run dia -- -max_total_time={{SECONDS}} -dict=fuzz/dia.dict -timeout=20

# Renders the pages of an edition as pictures, eight to a sheet, in colour and in grey.
sheets EDITION="handbook": (build EDITION)
    rm -rf out/sheets && mkdir -p out/sheets
    pdftoppm -r 60 -png out/{{EDITION}}.pdf out/sheets/page
    pdftoppm -r 60 -gray -png out/{{EDITION}}.pdf out/sheets/grey

# What the guide holds, and what the printed editions weigh.
report:
    cargo run --release --quiet -- list cases
    cargo run --release --quiet -- list figures
    cargo run --release --quiet -- list editions
    cargo run --release --quiet -- build --all

# What the build server does.
ci: check test build-all
    git diff --exit-code

# Removes what was built.
clean:
    cargo clean
    rm -rf out schemas
