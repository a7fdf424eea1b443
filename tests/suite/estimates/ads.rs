//! Quantities of ad click prediction by hand, in plain arithmetic.

use super::by_hand::{DAY, HOUR, MINUTE, MONTH, Row, one};

/// Impressions of a day in the case: users, requests, slots, share seen.
const IMPRESSIONS: f64 = 160e6 * 21.6 * 3.0 * 0.9645;

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
