-- The kernel refuses a policy with a duration of more than 31 days (366 where it looks back): a slip of a unit, which would be
-- found by the first fix of whoever is judged by it. The row is refused instead.
set lock_timeout = '5s';

alter table judging_policy
  add constraint judging_policy_durations check (greatest(hold_down_s, live_within_s, future_tolerance_s, unsure_for_s,
    deviation_for_s, return_within_s, row_expiry_s, clock_ahead_s, still_outlives_s) <= 31 * 86400
    and spoof_look_back_s <= 366 * 86400);
