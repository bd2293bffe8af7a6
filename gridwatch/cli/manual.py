"""What `--help` says of the JSON documents and the exit codes; the keys are a promise to scripts.

One JSON document goes to standard output and nothing else. Keys are only ever added. Instants are
ISO 8601 in UTC, days ISO dates, amounts unrounded numbers in major units; unknown is null.
"""

from __future__ import annotations

EXITS = """\
exit codes:
  0    fine (a refresh with troubles for some symbols is fine: they are listed)
  1    something asked for could not be done: unknown symbol, bad amount, no answer at all
  2    the command line is wrong, or there is no display for the window
  3    a file of the profile can't be used: damaged, from a newer version, mixed with a demo
  4    another collector has the profile (only where fetching was asked for; waits 10 s first)
  10   check --exit-code: an alert has fired that neither the window nor such a check has told yet;
       reviews --exit-code: a claim is due
  130  stopped with Ctrl+C; what was stored until then is kept
"""
PROMISE = """\
With --json one JSON document goes to standard output, in UTF-8. Keys are only ever added. Instants
are ISO 8601 in UTC, days ISO dates, amounts unrounded numbers in major units (pounds, not pence);
what is unknown is null. An error is {"error": {"code", "message"}}, and the sentence goes to
standard error as well.
"""
TOP = f"""\
Without a command the window opens. With --demo everything happens in a simulated market of its own,
in the folder "demo" of the profile.

{PROMISE}
{EXITS}
environment:
  GRIDWATCH_PROFILE  folder of the profile, where --profile names none
  HTTPS_PROXY        proxy to the source; SSL_CERT_FILE, CURL_CA_BUNDLE or REQUESTS_CA_BUNDLE name
                     the certificates to trust
"""
_COMPANY = """\
each company:
  symbol, name, native_name, segment
  price, currency, quote_time, quote_age_s, market_state (open, closed, unknown), day_change_pct
  market_cap, market_cap_currency
  market_cap_basis      domestic (all shares at the mainland price), class_weighted, one_price
  market_cap_base, base_currency
  shares, shares_as_of, shares_source
  source_market_cap, source_gap_pct     the source's own market cap, and how far it is from ours
  target, target_currency, distance_pct, price_needed, reached
                        the target that speaks for the row: the nearest ahead, else the highest
  targets               all of them, each with the five keys above
  missing               what the cap lacks: price:SYMBOL, shares:SYMBOL, rate:HKDCNY
  doubt                 "" or why a price behind the cap is in doubt: spike (moved further than a
                        market allows) or split (one that the source has not worked in); reached
                        is null then, and no alert is raised
  trouble               unknown, throttled, offline, garbled, refused
  stale                 whether the last trade is over ten days old
"""
_FIRING = """\
each firing, newest first:
  id, symbol, name, target, target_currency (null where the alert was of no market cap)
  reached_at, reached_on (the exchange's own date), how (live, bar), touched (a high or low did)
  market_cap, market_cap_basis, price, price_currency, shares, shares_as_of, shares_source
  fx_rate, fx_date, source, noticed_at, seen
  alert, alert_name, condition
  measure, level, value, unit
            of the part that came last, in its unit: per cent, times, sessions, days, or what unit
            names: a currency, a pair, what a series is counted in
  claim     number of the claim that is put in doubt or due for review, else null;
            claim_statement is what it said
  spot      the price that reached it: last, or the high or low of the day
  held      whether the condition still held when it was noticed
  quiet     "" or why nobody was told: muted, snoozed, cooldown, daily, count (it holds by another
            share count only)
  terms     each part of the condition with its value
  move      since the alert began: since, before, and what came by_price, by_shares and by_rate;
            they add up; null where that is not known
"""
_TROUBLES = "each trouble: symbol (null: the whole source), kind, detail, next_try\n"
CHECK = f"""\
Messages of new firings are sent to the channels. With --exit-code the exit code is 10 where there
is news: alerts that were not quiet, not seen in the window, and in no earlier such check.

--json: {{"as_of", "simulated", "last_success", "companies": […], "firings": […], "new": [ids],
         "troubles": […]}}

{_COMPANY}
{_FIRING}
{_TROUBLES}
{EXITS}"""
REFRESH = f"""\
--json: {{"as_of", "simulated", "stored": {{"quotes": [symbols], "histories": [symbols]}},
         "firings": [ids], "targets_set": [symbols], "waiting", "troubles": […]}}

waiting: how many messages to channels could not be sent yet; the next round tries again

{_TROUBLES}
{EXITS}"""
LIST = f"""\
--json: {{"lists": [{{"name", "companies": [{{"symbol", "name", "native_name", "segment",
         "listings": [{{"symbol", "exchange", "currency"}}],
         "targets": [{{"target", "target_currency"}}]}}]}}]}}

{EXITS}"""
ADD = f"""\
A company of the catalog comes whole, with all its listings. Any other symbol is verified with one
quote. Where one symbol is not accepted, none is added.

--json: {{"list", "added": [symbols], "already": [symbols]}}

{EXITS}"""
REMOVE = f"""\
The targets and firings of a company are kept for its return.

--json: {{"removed": [{{"symbol", "lists": [names]}}]}}

{EXITS}"""
TARGET = f"""\
amounts: 100bn CNY, 1000亿, 100 Mrd. CNY, 12.5bn USD; without a currency that of the listing.
Each new amount is one more target; the others stay. --remove gives up one amount, or all of them.

--json: {{"symbol", "name", "changed", "targets": [{{"target", "target_currency", "distance_pct",
         "price_needed", "reached"}}]}}

{EXITS}"""
_ALERT = """\
each alert:
  id, name, condition, of_target (it belongs to a target and goes with it)
  of_claim    number of the claim that it tests and goes with, else null
  subject     as it is typed; scope: company, listing, list, segment, everything, rate, theme
  basis       touch (the high and low of the day count), last, close
  repeat      every, daily, once
  slack       how far a value has to come back before it can fire again; null: as usual
  cooldown_s, muted, snoozed_until, expires_at, expired, sound, created_at, since
  stands      each: symbol (null: a rate, a theme, a claim), claim (its number, else null), state,
                told_at, reached_on, waits
                state        armed, reached, done, waiting
                reached_on   it held already when the alert was made, and has since that day
                waits        what is missing: quote:GEV, shares:GEV, rate:USDCNY, days:GEV,
                             series:backlog, figures:backlog
"""
ALERT = f"""\
Alone it lists the alerts. Each has a number, by which the other commands name it.

--json: as the command that follows; alone {{"alerts": […]}}

{EXITS}"""
ALERT_LIST = f"""\
--json: {{"alerts": […]}}

{_ALERT}
{EXITS}"""
ALERT_ADD = f"""\
subjects:   GEV              a company that is on a list, by any of its symbols
            listing:1072.HK  one listing
            list:Grid        each company of a list; segment:cable, all: of a segment, of all
            USDCNY           an exchange rate
            theme:Grid       a theme: its figures, its claims
conditions: cap >= 100bn CNY      market cap: in any currency, also 1000亿, 100 Mrd. CNY
            price <= 12.5         of the listing; in another currency: price <= 12.5 USD
            day >= 5%             change since the previous close
            drawdown >= 20%       below the highest of 52 weeks; drawdown(26w), (all), (2025-01-02)
            gain(2025-01-02) >= 50%
            volume >= 3x          of the average of 20 days; volume(50)
            sma(50) >= sma(200)   a moving average crosses another, or the price: price <= ema(26)
            rsi >= 70             after Wilder over 14 days; rsi(7)
            distance <= 5%        the way up to the nearest target
            USDCNY >= 7.3
            stale >= 3 sessions   without a new quote
            gross_margin <= 28% for 2 quarters
                                  figures that you keep, by the short name of their series; one
                                  without _ is written series(backlog) >= 12.5bn CNY
            review >= 0 days      a claim is due for review
joined with "and", "or" and parentheses; "and" binds tighter. Reaching a level is enough: > is >=.
Write the condition in quotes: to a shell > means a file.

What holds already when the alert is added does not fire.

--json: {{"alerts": [the new one]}}

{_ALERT}
{EXITS}"""
ALERT_REMOVE = f"""\
The log of its firings stays. The alert of a target goes with the target, that of a claim with the
test of the claim.

--json: {{"removed": [numbers]}}

{EXITS}"""
ALERT_CHANGE = f"""\
--json: {{"alerts": [those that were changed]}}

{_ALERT}
{EXITS}"""
ALERT_LOG = f"""\
--json: {{"firings": […]}}, with --out {{"table": the file, "firings": […]}}

{_FIRING}
{EXITS}"""
MILESTONES = f"""\
Shows the targets of each company, the rungs of its ladder or else of those of its lists, and what
--rungs adds; a rung without a currency is in the base currency. Who is likeliest to touch the
nearest rung ahead within 12 months comes first.

--json: {{"as_of", "simulated", "companies": […]}}

each company, who is next first:
  symbol, name, native_name, market_cap, market_cap_currency
  next      the nearest rung ahead: target, target_currency; null where there is none
  rungs     each: target, target_currency, is_target, market_cap (in target_currency),
            distance_pct, price_needed, reached
              first_reached       day of the first close at or above it, in all of the history
              beyond_at_start     it was there when the history begins, so maybe earlier
              sessions_above, sessions_since     closes at or above it, of all since that day
              days_above          the same in calendar days
              eta_earliest_years, eta_latest_years, paces_without_eta
                                  by the paces of 3 months, 1 year and 3 years; a pace that does not
                                  grow, or is not known, gives none
              chances             each: months, drift_0, drift_shrunk: the probability of touching
                                  the rung within so many months, as a geometric Brownian motion
  growth    each currency of the rungs: currency, paces (each: span, growth, since; growth is
            continuous, 0.1 is e^0.1 a year), volatility (a year, EWMA with 0.97), drift_shrunk,
            drift_measured, drift_error, sessions_a_year
  notes     what is missing in the history of the cap, each: code, message

{EXITS}"""
_CLAIM = """\
each claim:
  id, symbol (null: of a theme), theme (null: of a company), statement, tags, made_at
  status       open, holding, failing, broken, confirmed
  conviction   in per cent; falsifier, test (null: none)
  review_on, reviewed_at
"""
REVIEWS = f"""\
Shows the claims whose day of review has come, who has waited longest first, with what has changed
since the last review, and those of the next 30 days.

--json: {{"as_of", "simulated", "today", "due": […], "coming": [claims], "undated"}}

{_CLAIM}
each that is due as well:
  since         the last review, or when it was made: what follows has changed since then
  status_then, conviction_then
  currency, price_then, price, price_change_pct
  market_cap_then, market_cap, market_cap_change_pct
  evidence      each: on, stance (for, against), what
  figures       each: series, on, value (null: withdrawn), value_then (null: new), unit, forecast
  tests_met     each: at, condition, value
undated: how many claims have no day for their review

{EXITS}"""
SCORE = f"""\
A conviction counts as its mean over the time that the claim was open. Of fewer than ten decided
claims nothing is concluded.

--json: {{"as_of", "simulated", "decided", "confirmed", "broken", "foretold", "enough", "brier",
         "base_rate", "base_brier", "quarters": […], "bins": […], "claims": […]}}

foretold: decided claims that were open before. brier: mean squared distance of convictions from
what came, 0 is best; base_brier: of who had always said base_rate
each bin: from, to, claims, right, conviction (mean), rate, rate_low, rate_high (Wilson, 95 %)

{_CLAIM}
and of each:
  decided_at, conviction_before (in per cent)
  return_pct    of the price since the claim was made, until it was decided or now, split-adjusted,
                without dividends; segment_return_pct: median of the others of its segment

{EXITS}"""
LADDER = f"""\
Without OWNER all ladders are shown. The rungs of a ladder are told by `gridwatch milestones`; no
alert is raised at them. A company's own ladder goes before those of its lists. Commas, semicolons
or slashes stand between rungs. A number alone is counted as the next amount ("50, 100 bn CNY");
without a currency it is that of the company, or for a list the base currency.

  gridwatch ladder 601179.SS "50bn, 100bn, 200bn CNY"
  gridwatch ladder "list:Grid equipment" 500亿,1000亿
  gridwatch ladder 601179.SS --remove

--json: {{"changed", "ladders": [{{"of", "currency", "rungs"}}]}}   of: as OWNER is written

{EXITS}"""
_SUBJECTS = """\
subjects: GEV         a company that you have, by any of its symbols
          theme:NAME  a theme
          none        neither
"""
_ENTRY = """\
each entry: id, about (as it is typed; null: neither), day, title, made_at, changed_at, version
"""
NOTES = f"""\
Alone it lists the journal.

  gridwatch notes search 变压器 backlog
  gridwatch notes add --about 601179.SS "Called investor relations"

--json: as the command that follows; alone {{"entries": […]}}

{EXITS}"""
NOTES_SEARCH = f"""\
Finds claims, evidence, journal entries, series and themes that have all the words. A word of three
letters or more is found anywhere, one of two at the beginning of a word; of Chinese one letter is
enough. "a phrase" in quotes, #tag, and @601179.SS for what mentions a company. Upper and lower
case, accents and full width make no difference. What an entry said formerly is not found.

--json: {{"query", "found": [{{"kind", "id", "claim", "about", "day", "title", "title_marks",
         "excerpt", "excerpt_marks"}}]}}

  kind      theme, claim, evidence, entry, series
  claim     the claim itself, or that of evidence; else null
  day       of evidence and entries, the one on which a claim was made; else null
  marks     [place, length] of what was found, counted in characters

{EXITS}"""
NOTES_LIST = f"""\
{_SUBJECTS}
--json: {{"entries": […]}}

{_ENTRY}
{EXITS}"""
NOTES_SHOW = f"""\
--json: {{"entry": {{…, "text"}}}}, its text in Markdown; of another note {{"note": {{"kind", "id",
         "claim", "about", "day", "title", "text"}}}}

{_ENTRY}
{EXITS}"""
NOTES_ADD = f"""\
The text is Markdown; its first line is the title. Standard input is UTF-8, or UTF-16 with its mark.

{_SUBJECTS}
  gridwatch notes add --about "theme:Data centres" < call.md

--json: {{"entry": {{…, "text"}}}}

{_ENTRY}
{EXITS}"""
DOCTOR = f"""\
Changes nothing. Passwords in proxy addresses are left out.

--json: {{"version", "python", "platform", "packages": {{name: version}},
         "profile": {{"path", "simulated", "named_by"}},
         "files": [{{"name", "path", "bytes", "state", "detail"}}],   state: ok, missing, damaged,
                                                                   newer, old, unreadable
         "locks": [{{"name", "path", "held"}}],
         "display": {{"available", "qt", "detail"}}, "last_success", "troubles": […],
         "environment": {{name: value}}, "online": null or {{"reachable", "detail"}}}}

{_TROUBLES}
{EXITS}"""
SNAPSHOT = f"""\
Draws the window from what is stored, with no display. Without more it shows the company nearest to
its target; the options from --company on say what its chart shows instead.

--json: {{"picture", "width", "height"}}

{EXITS}"""
CHANNEL = f"""\
Alerts go nowhere but to the window until a channel is added. An address is a URL of Apprise, which
knows more than a hundred services (https://github.com/caronc/apprise/wiki):

  mailtos://USER:PASSWORD@example.com    ntfys://ntfy.sh/TOPIC      tgram://BOT_TOKEN/CHAT
  dingtalk://TOKEN    feishu://TOKEN     wecombot://KEY             jsons://example.com/hook

  gridwatch channel add NAME -           reads the address from standard input, or asks for it, so
                                         that it does not stay in the history of the shell
  gridwatch channel test NAME            sends a test; exit code 1 where that fails
  gridwatch channel on NAME, off NAME    what waits for a channel that goes off is not sent any more
  gridwatch channel rm NAME

The address is kept in the keyring of the system; with --in-file in the file channels.json of the
profile, which only you can read. A letter that fails is sent again after a minute, two, four and so
on up to an hour, for about a day; one may come twice, none is lost.

--json: list {{"channels": [channel …]}}; add, on and off one channel;
        test {{"name", "ok", "failure"}}; rm {{"name", "removed"}}

each channel:
  name, service, on, waiting, given_up, next_try, sent_at
  failure   of the last try: address, lost, keyring, offline, refused, slow, off, or “status 500”

{EXITS}"""
AUTOSTART = f"""\
“on” makes the system start “gridwatch collect --background” for this profile when you log in, “off”
takes that back; without a word it is only shown.

--json: {{"on", "current", "place"}}      current: whether it starts this program, where it is now

{EXITS}"""
COLLECT = f"""\
Speaks JSON lines with the window that started it, and ends with its standard input. With --alone it
collects until it is told to end by a signal.

With --background it watches while no window is open: it gives way to a window that is opened, goes
on when that is closed, and sends alerts to the channels. There is one for each profile; it can be
started at login with “gridwatch autostart on”, and survives the terminal that it is started from.

{EXITS}"""
