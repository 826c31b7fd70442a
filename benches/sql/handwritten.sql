-- The Taobao terms as one would write them by hand: aggregates over each collection, one row an account, the same columns
-- as the query of `exeunt sql taobao.close`, the same care for what is unknown.
WITH trades AS (
  SELECT
    account_id,
    bool_or(state IN ('unpaid', 'paid', 'shipped')) AS open,
    bool_or(state IS NULL) AS state_unknown,
    max(completed) AS completed,
    bool_or(completed IS NULL AND NOT completed_known) AS completed_unknown
  FROM account_trades
  GROUP BY account_id
),
listings AS (
  SELECT
    account_id,
    max(greatest(published, edited)) AS touched,
    bool_or(published IS NULL OR edited IS NULL AND NOT edited_known) AS touched_unknown
  FROM account_listings
  GROUP BY account_id
),
shops AS (SELECT DISTINCT account_id FROM account_shops),
reports AS (
  SELECT account_id, bool_or(outcome = 'upheld') AS upheld, bool_or(outcome IS NULL) AS unknown
  FROM account_reports GROUP BY account_id
),
violations AS (SELECT DISTINCT account_id FROM account_violations),
services AS (
  SELECT account_id, bool_or("group" = 'other') AS other, bool_or("group" IS NULL) AS unknown
  FROM account_services GROUP BY account_id
),
orders AS (
  SELECT account_id, bool_or(state IN ('unpaid', 'paid', 'shipped')) AS open, bool_or(state IS NULL) AS unknown
  FROM account_b2b_orders GROUP BY account_id
),
judged AS (
  SELECT
    a.id,
    a.status = 'normal' AS in_normal_use,
    NOT a.ever_limited AS never_limited,
    CASE WHEN NOT a.trades_known THEN NULL WHEN t.open THEN FALSE WHEN t.state_unknown THEN NULL ELSE TRUE END AS no_open_trade,
    CASE
      WHEN NOT a.trades_known THEN NULL
      WHEN t.completed >= TIMESTAMPTZ '2019-04-01 04:00:00+00' - INTERVAL '360 hours' THEN FALSE
      WHEN t.completed_unknown THEN NULL
      ELSE TRUE
    END AS settled_15_days,
    CASE
      WHEN NOT a.listings_known THEN NULL
      WHEN l.touched >= TIMESTAMPTZ '2019-04-01 04:00:00+00' - INTERVAL '2160 hours' THEN FALSE
      WHEN l.touched_unknown THEN NULL
      ELSE TRUE
    END AS no_recent_listing,
    a.auction_deposit = 0 AS no_auction_deposit,
    CASE WHEN NOT a.shops_known THEN NULL ELSE s.account_id IS NULL END AS never_a_shop,
    CASE WHEN NOT a.reports_known THEN NULL WHEN r.upheld THEN FALSE WHEN r.unknown THEN NULL ELSE TRUE END AS no_upheld_report,
    CASE WHEN NOT a.violations_known THEN NULL ELSE v.account_id IS NULL END AS no_violation,
    CASE WHEN NOT a.services_known THEN NULL WHEN o.other THEN FALSE WHEN o.unknown THEN NULL ELSE TRUE END AS no_other_business,
    NOT a.b2b_present OR (
      CASE WHEN NOT a.b2b_orders_known THEN NULL WHEN b.open THEN FALSE WHEN b.unknown THEN NULL ELSE TRUE END
      AND a.b2b_unsettled = 0
    ) AS b2b_settled,
    NOT a.b2b_present OR CASE
      WHEN a.b2b_paid_until IS NULL THEN CASE WHEN a.b2b_paid_until_known THEN TRUE END
      ELSE a.b2b_paid_until < TIMESTAMPTZ '2019-04-01 04:00:00+00'
    END AS membership_over,
    b2b_settled AND membership_over AS b2b_may_close,
    a.request_channel IN ('app', 'web') AS offered_channel,
    a.request_reason_chosen AS reason_chosen,
    a.request_agreed AS agreed,
    a.request_security_checked AS security_checked,
    a.request_code_verified AS code_verified,
    greatest(
      t.completed + INTERVAL '360 hours',
      l.touched + INTERVAL '2160 hours',
      CASE WHEN a.b2b_present THEN a.b2b_paid_until END
    ) AS opens_after
  FROM account a
  LEFT JOIN trades t ON t.account_id = a.id
  LEFT JOIN listings l ON l.account_id = a.id
  LEFT JOIN shops s ON s.account_id = a.id
  LEFT JOIN reports r ON r.account_id = a.id
  LEFT JOIN violations v ON v.account_id = a.id
  LEFT JOIN services o ON o.account_id = a.id
  LEFT JOIN orders b ON b.account_id = a.id
),
decided AS (
  SELECT
    *,
    in_normal_use AND never_limited AND no_open_trade AND no_auction_deposit AND never_a_shop AND no_upheld_report
      AND no_violation AND no_other_business AND b2b_settled AND offered_channel AND reason_chosen AND agreed AND security_checked
      AND code_verified AS lasting,
    settled_15_days AND no_recent_listing AND membership_over AS waiting
  FROM judged
)
SELECT
  id,
  CASE WHEN NOT (lasting AND waiting) THEN 'blocked' WHEN (lasting AND waiting) IS NULL THEN 'undetermined' ELSE 'eligible' END AS status,
  concat_ws(',',
    CASE WHEN NOT in_normal_use THEN 'in_normal_use' END, CASE WHEN NOT never_limited THEN 'never_limited' END,
    CASE WHEN NOT no_open_trade THEN 'no_open_trade' END, CASE WHEN NOT settled_15_days THEN 'settled_15_days' END,
    CASE WHEN NOT no_recent_listing THEN 'no_recent_listing' END, CASE WHEN NOT no_auction_deposit THEN 'no_auction_deposit' END,
    CASE WHEN NOT never_a_shop THEN 'never_a_shop' END, CASE WHEN NOT no_upheld_report THEN 'no_upheld_report' END,
    CASE WHEN NOT no_violation THEN 'no_violation' END, CASE WHEN NOT no_other_business THEN 'no_other_business' END,
    CASE WHEN NOT b2b_may_close THEN 'b2b_may_close' END, CASE WHEN NOT offered_channel THEN 'offered_channel' END,
    CASE WHEN NOT reason_chosen THEN 'reason_chosen' END, CASE WHEN NOT agreed THEN 'agreed' END,
    CASE WHEN NOT security_checked THEN 'security_checked' END, CASE WHEN NOT code_verified THEN 'code_verified' END
  ) AS failed,
  concat_ws(',',
    CASE WHEN in_normal_use IS NULL THEN 'in_normal_use' END, CASE WHEN never_limited IS NULL THEN 'never_limited' END,
    CASE WHEN no_open_trade IS NULL THEN 'no_open_trade' END, CASE WHEN settled_15_days IS NULL THEN 'settled_15_days' END,
    CASE WHEN no_recent_listing IS NULL THEN 'no_recent_listing' END, CASE WHEN no_auction_deposit IS NULL THEN 'no_auction_deposit' END,
    CASE WHEN never_a_shop IS NULL THEN 'never_a_shop' END, CASE WHEN no_upheld_report IS NULL THEN 'no_upheld_report' END,
    CASE WHEN no_violation IS NULL THEN 'no_violation' END, CASE WHEN no_other_business IS NULL THEN 'no_other_business' END,
    CASE WHEN b2b_may_close IS NULL THEN 'b2b_may_close' END, CASE WHEN offered_channel IS NULL THEN 'offered_channel' END,
    CASE WHEN reason_chosen IS NULL THEN 'reason_chosen' END, CASE WHEN agreed IS NULL THEN 'agreed' END,
    CASE WHEN security_checked IS NULL THEN 'security_checked' END, CASE WHEN code_verified IS NULL THEN 'code_verified' END
  ) AS unknown,
  CASE WHEN lasting AND waiting THEN 'close' END AS outcome,
  CASE WHEN lasting AND NOT waiting AND settled_15_days IS NOT NULL AND no_recent_listing IS NOT NULL AND membership_over IS NOT NULL THEN opens_after END AS eligible_after
FROM decided;
