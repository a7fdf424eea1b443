//! Times and peak memory of processes, for all benchmarks.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a benchmark comes to.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Runs a command to its end; its time, and its peak memory in KiB.
pub(crate) fn measure(command: &mut Command) -> Outcome<(Duration, u64)> {
    let started = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    let mut peak = 0;
    loop {
        peak = peak.max(resident_peak(child.id()));
        match child.try_wait()? {
            Some(status) if status.success() => return Ok((started.elapsed(), peak)),
            Some(status) => {
                return Err(
                    format!("{}: {status}", command.get_program().display()).into()
                );
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}

/// The high-water mark of a process, where the system shows it.
fn resident_peak(process: u32) -> u64 {
    let status =
        std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}

/// The shortest of some times.
pub(crate) fn best(times: Vec<Duration>) -> Duration {
    times.into_iter().min().unwrap_or_default()
}

/// One time over another.
pub(crate) fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64().max(f64::MIN_POSITIVE)
}

/// Says a line to whoever runs the benchmark.
#[expect(clippy::print_stdout, reason = "this program reports to a person")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}
