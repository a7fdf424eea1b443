//! The doorstep: reads the command line, runs it, returns an exit code.

use std::process::ExitCode;

use casebook::cli::Cli;
use clap::Parser;

fn main() -> ExitCode {
    casebook::allocator::keep_memory();
    let cli = Cli::parse();
    casebook::run::on_interrupt();
    casebook::run::with_room(move || casebook::run::run(&cli))
}
