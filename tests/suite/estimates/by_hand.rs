//! Quantities by hand: the computed ones in plain arithmetic, and what a page of
//! the estimation primer has to say.

/// A quantity by name, with its low and high end in base units: seconds, bytes,
/// dollars, one of a noun.
pub(super) type Row = (&'static str, f64, f64);

pub(super) const MINUTE: f64 = 60.0;
pub(super) const HOUR: f64 = 3600.0;
pub(super) const DAY: f64 = 86_400.0;
pub(super) const MONTH: f64 = 30.0 * DAY;
const KIB: f64 = 1024.0;

/// A single value.
pub(super) fn one(name: &'static str, value: f64) -> Row {
    (name, value, value)
}

/// The primer of estimates.
pub(super) fn estimation() -> Vec<Row> {
    // Vectors and their graph.
    let vectors = 5e9 * 256.0 * 2.0;
    let graph = 5e9 * 32.0 * 2.0 * 4.0;
    let codes = 5e9 * 64.0;
    // Weights, the cache of a sequence of 8192 tokens, and what four H100 hold.
    let weights = 70e9 * 2.0;
    let short_weights = 70e9;
    let cache = 2.0 * 80.0 * 8.0 * 128.0 * 2.0;
    let sequence = cache * 8192.0;
    let bandwidth = 4.0 * 3.35e12;
    let memory = 4.0 * 80e9 * 0.9;
    // By hand: 148e9 / 2_684_354_560 = 55.1 and 218e9 / 2_684_354_560 = 81.2.
    let (seats, short_seats) = (55.0, 81.0);
    let full_steps = bandwidth / (weights + seats * sequence);
    let short_full_steps = bandwidth / (short_weights + short_seats * sequence);
    // A test on a click rate of 2 %.
    let size = |lift: f64| 16.0 * 0.02 * 0.98 / (0.02 * lift * 0.02 * lift);
    let reviews = |share: f64| 500e6 * share * 40.0 / (6.5 * HOUR);
    vec![
        one("one_day", 24.0 * HOUR),
        one("one_month", MONTH),
        one("million_rate", 1e6 / DAY),
        one("billion_rate", 1e9 / DAY),
        one("requests_peak", 30e6 * 8.0 / DAY * 3.0),
        one("in_flight", 2000.0 * 0.150),
        one("feature_reads", 20e3 * 500.0 * 100.0),
        one("row_reads", 20e3 * 500.0),
        one("rank_load", 100e3 * 500.0),
        one("rank_flop", 100e3 * 500.0 * 10e6),
        // 500 / (989 × 0.3) = 1.69, the next whole number.
        one("rank_gpus", 2.0),
        one("vector_bytes", vectors),
        one("code_bytes", codes),
        one("vector_bytes_small", 1e9 * 128.0 * 2.0),
        one("table_bytes", 1e9 * 64.0 * 2.0),
        one("graph_each", 32.0 * 2.0 * 4.0),
        one("graph_bytes", graph),
        one("passage_bytes", 50e6 * 8.0 * 1024.0 * 2.0),
        one("passage_bytes_short", 50e6 * 8.0 * 1024.0),
        one("tail_wide", 1.0 - 0.99_f64.powi(100)),
        one("share_narrow", (0.99_f64.ln() / 10.0).exp()),
        one("size_factor", 2.0 * 2.8 * 2.8),
        one("size_large", size(0.05)),
        one("size_medium", size(0.02)),
        one("size_small", size(0.01)),
        one("cuped_share", 1.0 - 0.7 * 0.7),
        one("size_cuped", size(0.01) * 0.51),
        one("block_from", 5.0 / 90.0),
        one("real_low", 0.005 / 0.505),
        one("real_high", 0.06 / 0.46),
        one("order_quantile", 3.0 / 4.0),
        one("reviewers_needed", reviews(0.002)),
        ("reviewers_afford", reviews(0.0001), reviews(0.0005)),
        one("archive_work", 1e9 * 1.5),
        one("archive_time", 1e9 * 1.5 / 1000.0),
        one("weight_bytes", weights),
        one("weight_bytes_short", short_weights),
        one("cache_small", 2.0 * 32.0 * 8.0 * 128.0 * 2.0),
        one("cache_large", cache),
        one("cache_own", 2.0 * 80.0 * 64.0 * 128.0 * 2.0),
        one("cache_sequence", 2.5 * KIB * KIB * KIB),
        one("step_rate", bandwidth / weights),
        one("step_rate_short", 2.0 * 3.35e12 / short_weights),
        one("cache_room", memory - weights),
        one("sequences_held", seats),
        one("step_rate_full", full_steps),
        one("token_rate_full", full_steps * seats),
        one("training_flop", 6.0 * 8e9 * 1e9),
        one("training_time", 48e18 / (989e12 * 0.4)),
        // 3.84 TB, 320 GB and 1.6 TB over 300 GB: 12.8, 1.07 and 5.3.
        one("hosts_exact", 13.0),
        one("hosts_codes", 2.0),
        one("hosts_codes_graph", 6.0),
        one("days_plain", 2.0 * size(0.01) / 1.2e6 * DAY),
        one("days_cuped", 2.0 * size(0.01) * 0.51 / 1.2e6 * DAY),
        one("room_short", memory - short_weights),
        one("sequences_short", short_seats),
        one("step_rate_short_full", short_full_steps),
        one("token_rate_short", short_full_steps * short_seats),
        one("timeline_cores", 5e9 * 220.0 / DAY),
        one("timeline_parallel", 220.0 / 1.5),
        one("timeline_cost", 5e9 * 220.0 / DAY * 0.02 / HOUR),
    ]
}

/// The framework.
pub(super) fn framework() -> Vec<Row> {
    let search_peak = 40e6 * 5.0 / DAY * 3.0;
    let within = |days: f64| 1.0 - (-days / 20.0).exp();
    let arm = 16.0 * 0.4 * 0.6 / (0.008 * 0.008);
    let on_time = |n: i32| 0.99_f64.powi(n);
    // Minutes by which a logistic variable of scale 4 falls short of a promise, in
    // the mean; by symmetry also those by which it exceeds the opposite promise.
    let early = |promise: f64| 4.0 * (promise / 4.0).exp().ln_1p();
    let promise = 4.0 * 3.0_f64.ln();
    vec![
        one("search_peak", search_peak),
        one("fleet_all", search_peak * 500.0 / 2500.0),
        one("fleet_last", search_peak * 50.0 / 2500.0),
        one("promise_quantile", 3.0 / 4.0),
        one("promise_shift", promise * 60.0),
        one("cost_median", early(0.0) + 3.0 * early(0.0)),
        one("cost_best", early(promise) + 3.0 * early(-promise)),
        one(
            "cost_saved",
            1.0 - (early(promise) + 3.0 * early(-promise)) / (4.0 * early(0.0)),
        ),
        one("reads_a", 100.0 * 0.06 * 0.2),
        one("reads_b", 100.0 * 0.04 * 0.6),
        one("matured_short", within(30.0)),
        one("seen_rate", 0.002 * within(30.0)),
        one("matured_long", within(90.0)),
        one("rows_kept", 1e9 * 0.001 + 1e9 * 0.999 * 0.01),
        one("p_at_half", 0.005 / 0.505),
        one("review_threshold", 1.0 / 20.0),
        one("raw_threshold", 0.05 / 0.0595),
        one("one_in", 0.9505 / 0.0005),
        // 64 of a hundred pairs in order, 32 tied, 4 the wrong way round.
        one("auc_pooled", (64.0 + 32.0 / 2.0) / 100.0),
        one("auc_within", 0.5),
        one("effect_least", 0.4 * 0.02),
        one("arm_naive", arm),
        one("design_effect", 1.0 + 4.0 * 0.2),
        one("arm_real", arm * 1.8),
        one("test_days", 2.0 * arm * 1.8 / 20e3 * DAY),
        one("path_sum", 0.150),
        one("fan_slow", 1.0 - on_time(20)),
        one("shard_share", (0.99_f64.ln() / 20.0).exp()),
        one(
            "fan_short",
            1.0 - on_time(20) - 20.0 * 0.01 * on_time(19) - 190.0 * 0.0001 * on_time(18),
        ),
        one("machine_count", 600.0 / 50.0),
        one("unit_cost", 36.0 / HOUR / 600.0 * 1000.0),
        one("events_needed", 60.0 * 60.0),
        one("city_noise", 1.0 / 120_f64.sqrt()),
        one("wide_band", 3.0 / 120_f64.sqrt()),
        one("long_window", 3600.0 / 240.0 * HOUR),
    ]
}

/// What a printed page of the estimation primer has to say.
pub(super) const PRINTED: &[(&str, &str, &str)] = &[
    ("one_day", "86\u{202f}400", "s"),
    ("one_month", "2.6", "M s"),
    ("million_rate", "12", "req/s"),
    ("billion_rate", "11\u{202f}600", "req/s"),
    ("peak_usual", "2–5", ""),
    ("memory_fetch", "100", "ns"),
    ("flash_read", "100–150", "µs"),
    ("zone_trip", "0.5", "ms"),
    ("region_trip", "50–150", "ms"),
    ("a100_bandwidth", "2", "TB/s"),
    ("h100_bandwidth", "3.35", "TB/s"),
    ("h200_bandwidth", "4.8", "TB/s"),
    ("b200_bandwidth", "8", "TB/s"),
    ("a100_flop", "312", "TFLOP/s"),
    ("h100_flop", "989", "TFLOP/s"),
    ("b200_flop", "2250", "TFLOP/s"),
    ("product_share", "78–80", "%"),
    ("vector_bytes", "2.56", "TB"),
    ("code_bytes", "320", "GB"),
    ("vector_bytes_small", "256", "GB"),
    ("table_bytes", "128", "GB"),
    ("graph_each", "256", "B/vector"),
    ("feature_reads", "1", "G values/s"),
    ("rank_load", "50", "M scorings/s"),
    ("in_flight", "300", "req"),
    ("tail_wide", "63", "%"),
    ("share_narrow", "99.9", "%"),
    ("size_large", "313\u{202f}600", "impressions"),
    ("size_medium", "1.96", "M impressions"),
    ("size_small", "7.84", "M impressions"),
    ("cuped_share", "0.51", ""),
    ("block_from", "0.056", ""),
    ("real_low", "0.0099", ""),
    ("real_high", "0.13", ""),
    ("weight_bytes", "140", "GB"),
    ("weight_bytes_short", "70", "GB"),
    ("cache_small", "128", "KiB/token"),
    ("cache_large", "320", "KiB/token"),
    ("cache_sequence", "2.5", "GiB/sequence"),
    ("cache_own", "2.5", "MiB/token"),
    ("step_rate", "96", "steps/s"),
    ("step_rate_short", "96", "steps/s"),
    ("step_rate_full", "47", "steps/s"),
    ("cache_room", "148", "GB"),
    ("sequences_held", "55", "sequences"),
    ("training_flop", "48", "k PFLOP"),
    ("reviewers_needed", "1700", "people"),
    ("flagged_afford", "0.01–0.05", "%"),
    ("order_quantile", "0.75", ""),
    ("archive_work", "47.6", "GPU years"),
    ("archive_time", "17", "days"),
    ("passage_bytes", "820", "GB"),
    ("passage_bytes_short", "410", "GB"),
    ("timeline_cores", "12.7", "M cores"),
];
