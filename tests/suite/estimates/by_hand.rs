//! Quantities by hand: the computed ones in plain arithmetic, and what a page of
//! the estimation primer has to say.

/// A quantity by name, with its low and high end in base units: seconds, bytes,
/// dollars, one of a noun.
pub(super) type Row = (&'static str, f64, f64);

const MINUTE: f64 = 60.0;
const HOUR: f64 = 3600.0;
const DAY: f64 = 86_400.0;
const MONTH: f64 = 30.0 * DAY;
const KIB: f64 = 1024.0;

/// Impressions of a day in the case: users, requests, slots, share seen.
const IMPRESSIONS: f64 = 160e6 * 21.6 * 3.0 * 0.9645;

/// A single value.
fn one(name: &'static str, value: f64) -> Row {
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

/// Load, auction, labels, model and evaluation of the case.
pub(super) fn ad_click_design() -> Vec<Row> {
    let requests = 160e6 * 21.6 / DAY;
    let impressions = IMPRESSIONS / DAY;
    let clicks = impressions * 0.01;
    let revenue = clicks * 0.5;
    let negatives = impressions * 0.99 * 0.01;
    let sampled = clicks / (clicks + negatives);
    let entropy = |p: f64| -p * p.ln() - (1.0 - p) * (1.0 - p).ln();
    let input = 40.0 * 32.0 + 64.0 + 400.0;
    let crosses = 3.0 * 2.0 * input * 256.0;
    let layers = input * 1024.0 + 1024.0 * 512.0 + 512.0 * 256.0;
    let weights = crosses + layers + input + 256.0;
    let cross_time = weights * 2.0 / 40e9;
    let slice_day: f64 = IMPRESSIONS * 0.01;
    let interval = 1.96 * (0.99 / (0.01 * 0.1 * slice_day)).sqrt();
    let arm = 16.0 * 0.01 * 0.99 / (0.0001 * 0.0001);
    let full_arm = IMPRESSIONS * 0.1 * 14.0 / 10.0;
    // (1 + 1.5²) / 0.01 − 1
    let shape = (0.03_f64.ln() / 0.2_f64.ln()).ln() / 6.0_f64.ln();
    let scale = 300.0 / (-0.2_f64.ln()).powf(1.0 / shape);
    let revenue_variation: f64 = 3.25 * 100.0 - 1.0;
    vec![
        one("req_mean", requests),
        one("req_day", requests),
        one("req_peak", 100e3),
        one("imp_day", impressions),
        one("score_all", 100e3 * 500.0),
        one("score_heavy", 100e3 * 100.0),
        one("ads_seen", impressions / requests),
        one("log_day", impressions * 2e3),
        one("log_all", requests * 500.0 * 2e3),
        one("req_full", requests * 0.001),
        one("log_full", requests * 500.0 * 2e3 * 0.001),
        one("base_rate", 0.01),
        one("clicks_day", clicks),
        one("clicks_half_hour", clicks * 30.0 * MINUTE),
        one("imp_value", 0.01 * 0.5 * 1000.0),
        one("rev_day", revenue),
        one("rev_hour", revenue),
        one("rev_per_k", revenue / requests * 1000.0),
        one("overread", 1.07),
        one("auc_video", 4.672_897_196_261_682),
        one("auc_picture", 5.35),
        one("auc_narrow", 4.766_355_140_186_916),
        one("cross_low", 0.004),
        one("age_floor", 40.0 * MINUTE),
        one("age_best", 70.0 * MINUTE),
        one("long_age", 100.0 * MINUTE),
        one("probe_age", 45.0 * MINUTE),
        one("delay_shape", shape),
        one("delay_scale", scale),
        // The curve goes through both shares, so it is read off between them.
        one("long_in", 1.0 - (-(3600.0 / scale).powf(shape)).exp()),
        one("price_loss", 0.07 / 1.07),
        one("conversions_day", clicks * 0.01),
        one("late_share", 0.03),
        one("uncorrected", 1.0 / 0.97),
        one("late_residue", 0.03 * 0.01 / 0.99),
        one("late_beside", 0.99 / 0.0003),
        one("log_keep", -100_f64.ln()),
        one("even_odds", 0.5 / 50.5),
        one("negatives_day", negatives),
        one("rows_day", clicks + negatives),
        one("rows_month", (clicks + negatives) * MONTH),
        one("sampled_rate", sampled),
        one("input_width", input),
        one("dense_weights", weights),
        one("flop_ad", weights * 2.0),
        one("table_size", 1e9 * 32.0 * 2.0),
        one("cost_cross", cross_time),
        one("cost_sequence", cross_time * 5.0),
        one("min_clicks", 100.0 * 100.0),
        one("ratio_sd", 1.0 / 100.0),
        ("freshness", 70.0 * MINUTE, 130.0 * MINUTE),
        one("first_push", 2.0 * HOUR),
        one("base_entropy", entropy(0.01)),
        one("ne_example", 0.0493 / entropy(0.01)),
        one("ne_removed", 1.0 - 0.0493 / entropy(0.01)),
        one("sampled_entropy", entropy(sampled)),
        one(
            "ne_shift",
            (-0.01 * 1.07_f64.ln() + 0.99 * (0.99_f64 / 0.9893).ln()) / entropy(0.01),
        ),
        one("slice_day", slice_day),
        one("ope_day", interval),
        one("ope_week", interval / 7_f64.sqrt()),
        one("slice_cost", revenue * 0.01 * 0.1),
        one("ab_delta", 0.01 * 0.01),
        one("ab_size", arm),
        one("ab_size_users", arm * 10.0),
        one("ab_days", arm * 10.0 / (IMPRESSIONS * 0.01) * DAY),
        one("arm_impressions", full_arm),
        one("mde", (16.0 * 0.99 / (0.01 * full_arm)).sqrt()),
        one("revenue_cv2", revenue_variation),
        one("mde_revenue", (16.0 * revenue_variation / full_arm).sqrt()),
    ]
}

/// Serving, monitoring, probes and exercises of the case.
pub(super) fn ad_click_operation() -> Vec<Row> {
    let requests = 160e6 * 21.6 / DAY;
    let impressions = IMPRESSIONS / DAY;
    let clicks = impressions * 0.01;
    let revenue = clicks * 0.5;
    let weights = 5_122_000.0;
    let ad_time = weights * 2.0 / 40e9;
    let fleet = |ads: f64| 100e3 * (ads * ad_time + 0.015) / 0.5 * 2.0;
    let price = |cores: f64| cores * 0.03 / HOUR;
    let saving = price(fleet(500.0)) - price(fleet(100.0));
    let extra = price(fleet(200.0)) - price(fleet(100.0));
    let undercharge = revenue * 0.12 * (0.07 / 1.07) * 0.8;
    let kept_rows = clicks + impressions * 0.99 * 0.02;
    let twice = 0.01 / (0.01 + 99.0);
    let revenue_arm = 16.0 * 324.0 / 0.0001;
    let entropy = |p: f64| -p * p.ln() - (1.0 - p) * (1.0 - p).ln();
    let own_entropy = 0.8 * entropy(0.01) + 0.2 * entropy(0.03);
    vec![
        one("latency_sum", 0.066),
        one("headroom", 0.080 - 0.066),
        one("pair_reads", 100e3 * 500.0),
        one("ads_memory", 2e6 * 1e3),
        one("heavy_core", 100.0 * ad_time),
        one("heavy_wall", 25.0 * ad_time),
        one("all_core", 500.0 * ad_time),
        one("all_wall", 125.0 * ad_time),
        one("all_flop", 500.0 * weights * 2.0),
        one("all_flops", 100e3 * 500.0 * weights * 2.0),
        one("seq_core", 100.0 * 5.0 * ad_time),
        one("seq_wall", 25.0 * 5.0 * ad_time),
        one("seq_best", 20.0 * 5.0 * ad_time),
        one("fleet", fleet(100.0)),
        one("fleet_cost", price(fleet(100.0))),
        one("cost_per_k", price(fleet(100.0)) / requests * 1000.0),
        one("fleet_all", fleet(500.0)),
        one("cost_per_k_all", price(fleet(500.0)) / requests * 1000.0),
        one("light_saving", saving),
        one("light_breakeven", saving / revenue),
        one("delta_size", 0.03 * 64e9),
        one("judge_share", 10e3 / (clicks * 5.0 * MINUTE)),
        one("min_share", 10e3 / (clicks * 30.0 * MINUTE)),
        one("page_delay", 90.0 * MINUTE),
        one("kept_late", 50.0),
        one(
            "revenue_noise",
            3.0 * (324.0 * 3.0 / (impressions * 0.01 * 6.0 * HOUR)).sqrt(),
        ),
        one("video_drop", 0.07 / 1.07 * 0.8),
        one("global_ratio", 1.0 + 0.12 * 0.07),
        one("incident_hour", undercharge),
        one("incident_cost", undercharge * 9.0 * HOUR),
        one("probe_gain", 25.0 * MINUTE),
        one("probe_headroom", 0.080 - 0.066 - 0.010),
        one("ex_negatives", impressions * 0.99 * 0.02),
        one("ex_rows", kept_rows),
        one("ex_rate", clicks / kept_rows),
        one("ex_q", 0.6 / (0.6 + 0.4 * 50.0)),
        one("ex_q_old", 0.6 / (0.6 + 0.4 * 100.0)),
        one("twice_undone", twice),
        one("twice_low", 0.01 / twice),
        one("twice_value", 5.0 * twice / 0.01),
        one("ex_size", revenue_arm),
        one("ex_size_users", revenue_arm * 10.0),
        one("ex_days", revenue_arm * 10.0 / (IMPRESSIONS * 0.01) * DAY),
        one("ex_times", 324.0 / 99.0),
        one("ex_core", 200.0 * ad_time),
        one("ex_wall", 50.0 * ad_time),
        one("ex_wall_wide", 25.0 * ad_time),
        one("ex_fleet", fleet(200.0)),
        one("ex_cost", price(fleet(200.0))),
        one("ex_cost_per_k", price(fleet(200.0)) / requests * 1000.0),
        one("ex_extra", extra),
        one("ex_extra_year", extra),
        one("ex_share", extra / revenue),
        one("ex_tail", 0.024 * 200.0 / 100.0),
        one("ex_slice_width", 3.0 / 6000_f64.sqrt()),
        one("ex_slice_wait", 30.0 * MINUTE * 10e3 / 6e3),
        one("ex_day", undercharge),
        // A sister app: 2 M users, 50 ads; two cores; 10 k clicks of a slice of 2 %.
        one("ex_sister_day", 2e6 * 21.6 / DAY),
        one("ex_sister_peak", 2e6 * 21.6 / DAY * 2.5),
        one("ex_sister_clicks", IMPRESSIONS / DAY / 80.0 * 0.01),
        one("ex_sister_revenue", IMPRESSIONS / DAY / 80.0 * 0.01 * 0.5),
        one("ex_sister_core", 50.0 * ad_time),
        one("ex_sister_wall", 25.0 * ad_time),
        one("ex_sister_log", 2e6 * 21.6 / DAY * 50.0 * 2e3),
        one("ex_sister_wait", 10e3 / (IMPRESSIONS / DAY / 80.0 * 0.01 * 0.02)),
        one("ex_sale_value", 40.0 * 0.01 * 0.01 * 1000.0),
        one("ex_sale_product", 0.0815),
        one("ex_sale_loss", 0.0815 / 1.0815),
        one("ex_sale_wait", 10e3 / (clicks * 0.01 * 0.02)),
        one("ex_slow_ratio", 0.97 / 0.90),
        one("ex_slow_score", 0.90 / 0.97),
        one("ex_slow_over", 0.07 / 0.90),
        one("ex_slow_low", 0.07 / 0.97),
        one("ex_place_base", 0.014),
        one("ex_place_entropy", entropy(0.03)),
        one("ex_place_mean", own_entropy),
        one("ex_place_pooled", entropy(0.014)),
        one("ex_place_ne", 0.0493 / entropy(0.01) * own_entropy / entropy(0.014)),
        one("ex_place_gain", 1.0 - own_entropy / entropy(0.014)),
        one("ex_cut_drop", 0.014),
        one("ex_cut_cost", revenue * 0.014),
        one("ex_cut_times", 0.014 / (saving / revenue)),
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
