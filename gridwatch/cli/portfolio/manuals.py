"""What `gridwatch portfolio … --help` ends with: conventions, and documents as a promise."""

from __future__ import annotations

from gridwatch.cli.manual import EXITS

_ACCOUNTS = """\
--account takes the name of an account, or of a group of accounts, and may be given several times.
"""
_WORTH = f"""\
{_ACCOUNTS}
A price is the close of the day, else one that you have entered, else the last one before, which is
marked with its age. Without a price or a rate a value is unknown, and so is each sum with it:
"missing" says what is lacking, "known_value" adds up the rest.
"""
_MISSING = """\
missing       each: missing (price, rate, cost: more was sold than is known to be bought), on,
              security, currency
carried       prices that are not fresh: security, days
"""
_SECURITY = """\
each security: id, name, symbol, isin, wkn, currency
"""
_ACCOUNT = """\
each account: id, name, kind (cash, securities), currency, group, cash_account (through which its
              trades are settled), method (of the cost of sales), shorts, closed, note
"""
_TRANSACTION = """\
each transaction:
  id, kind, on, time, settles_on, account (of the shares), cash_account, security
  quantity      shares, counted as they were on shares_as_of, the day itself where null
  price, gross, currency                the money before charges
  charges       each: kind (fee, tax), amount, currency, rate
  net           what moved in the cash account, in its currency; the kind says which way
  rate          of the account's currency for one of `currency`
  other_account, other_cash_account, other_net, other_security, ratio (new, old), cost_share
  lots          chosen for a sale, each: opened_by (a transaction), quantity
  note, source, import (its number)
"""
SHOW = f"""\
{_WORTH}
--json: {{"on", "simulated", "currency", "value", "known_value", "securities_value", "cash_value",
         "cost", "gain", "complete", "missing", "carried", "holdings": […], "accounts": […]}}

{_MISSING}
each holding:
  security, company, segment, country
  quantity, price (in the currency of the security), price_on, carried_days, rate
  value, share          of what is known of the whole, 0 to 1
  cost                  of what is left, with the charges of its purchases
  gain, gain_pct        not realised: price_gain + currency_gain
  day_change            since the close before
  realised, income (after taxes), fees, taxes          of all of the time
  irr                   of all of the time, a year
  lots                  with --lots, each: transaction, account, on, days_held, quantity, cost,
                        fees, cost_currency, base_cost, value, price_gain, currency_gain
each account as well: balance (in its currency), value
{_SECURITY}{_ACCOUNT}
{EXITS}"""
_PERIODS = """\
periods: this-week, this-month, this-quarter, this-year or ytd, 1m, 3m, 6m, 1y, 3y, 5y, last-year,
         all
         2025                       a year
         2025-01-01..2025-06-30     both days count; one of them may be left out
         the name of a period that you have saved in the window
"""
PERFORMANCE = f"""\
{_PERIODS}
  gridwatch portfolio performance --period this-year --by company --benchmark "list:Grid equipment"

--benchmark takes a symbol, segment:NAME or list:NAME; with :caps behind it these two are weighted
by market cap, else all weigh the same. Dividends are put into the same listing again.

{_WORTH}
--json: {{"simulated", "period": {{"first", "last"}}, "currency", and the numbers below, "by",
         "contributions": null or […], "months": null or […], "missing", "carried"}}

period        values at the end of `first` and of `last` are compared: `first` is the day before
begin, end    null where a value is unknown
inflow, outflow       what crossed the border of the scope, both above 0
gain          end - begin - inflow + outflow = price_gain + realised + currency_gain + income
              - fees - taxes, each of this period alone
ttwror        true time-weighted rate of return (0.05 is 5 %): day by day, what comes in at its
              start, what goes out at its end, as Portfolio Performance counts
ttwror_yearly the same for a year of 365 days; null for less than a year
irr           the yearly rate at which all flows are worth nothing, actual/365
simple        gain / (begin + inflow)
volatility, semi_deviation    of a year, from the logarithms of daily returns
sharpe, sortino               of a year, over --risk-free
drawdown      depth (above 0), peak, low, recovered (null: not yet), longest_days
benchmark, benchmark_return, excess (ttwror - benchmark_return), benchmark_notes
contributions each: key, name, begin, end, inflow, outflow, gain, contribution (they add up to
              ttwror, linked after Carino), ttwror, irr
months        of all of the time, each: year, month (null: of the year), ttwror

{_MISSING}{_SECURITY}
{EXITS}"""
TRANSACTIONS = f"""\
kinds: buy, sell, dividend, interest, interest-charge, fee, fee-refund, tax, tax-refund, deposit,
       withdrawal, delivery-in, delivery-out, transfer, cash-transfer, spin-off, merger

{_ACCOUNTS}
--json: {{"transactions": […]}}, newest first

{_TRANSACTION}{_SECURITY}
{EXITS}"""
REMOVE = f"""\
The numbers are those of `gridwatch portfolio transactions`. The journal keeps what was there.

--json: {{"removed": […]}}

{_TRANSACTION}
{EXITS}"""
HISTORY = f"""\
--json: {{"changes": [{{"id", "at", "what", "number", "was", "became"}}]}}, newest first

what          account, security, transaction, price, split, batch (an import)
was, became   its fields before and after, null where it was not there; amounts as exact texts

{EXITS}"""
ACCOUNTS = f"""\
--json: {{"accounts": […]}}, each with balance (of a cash account) and transactions (how many)

{_ACCOUNT}
{EXITS}"""
ACCOUNTS_ADD = f"""\
A cash account has one currency. Trades of a securities account are settled through its cash
account; without one they are paid from outside, and only shares are followed.

  gridwatch portfolio accounts add "Cash EUR" --cash --currency EUR
  gridwatch portfolio accounts add Depot --securities --cash-account "Cash EUR"

methods: fifo (first in, first out), lifo, average, highest (cost first), chosen (for each sale)

--json: {{"account"}}

{_ACCOUNT}
{EXITS}"""
ACCOUNTS_STATE = f"""\
A closed account keeps all that is booked in it; it is offered for nothing new.

--json: {{"account", "changed"}}

{_ACCOUNT}
{EXITS}"""
INCOME = f"""\
{_PERIODS}
What is expected is what was paid in the last twelve months, paid again a year later on as many
shares as are held now; ex-dates that are known to come go before that. Dividends and splits that
the market tells and the ledger lacks are offered, and never booked by themselves.

{_ACCOUNTS}
--json: {{"simulated", "period", "currency", "paid": […], "paid_gross", "paid_tax", "paid_net",
         "expected": […], "expected_gross", "yields": […], "offers": […], "missing"}}

paid, expected    each: on (with --monthly the first of its month), security (null: interest),
                  gross, tax, net, transaction
yields            of the last twelve months before taxes, each: security, on_cost, on_value
offers            each: key, security, on, amount (a share; null: a split), ratio (new, old),
                  transactions: what would be booked

{_MISSING}{_SECURITY}{_TRANSACTION}
{EXITS}"""
TRADES = f"""\
A trade is what one sale took of its purchases, or all that is still open of a security in an
account, as Portfolio Performance has it. The account says which purchases a sale takes. Transfers
are not seen: the purchase counts from its own day.

--since and --until: what is closed counts on the day of its sale, what is open on that of its first
purchase.

  gridwatch portfolio trades --closed --since 2025-01-01 --until 2025-12-31

{_ACCOUNTS}
--json: {{"on", "simulated", "currency", "trades": […], "totals", "missing", "carried"}}

trades        newest first, what is open before the rest; each:
  security, account, opened_on (its first purchase), closed_on (null: still open), days_held
  quantity              in shares of today, below 0 for a short
  cost                  with the charges of the purchases; of a short what was received, below 0
  value                 what the sale brought after charges; of what is open its value today
  gain, gain_pct        value - cost = price_gain + currency_gain; gain_pct is of the cost
  price_gain            in the security's currency, at the rate of the sale, or of today
  currency_gain         the cost at that rate less the cost at the rates of the purchases
  irr                   a year, actual/365, of the purchases and the sale alone: without dividends
  transactions          their numbers: the purchases (of a pool its first one), then the sale
totals        closed, open (how many), winners, losers, unknown (their gain), days_held (the mean),
              cost, value, gain, gain_pct, currency_gain: null where one of them is unknown

{_MISSING}{_SECURITY}
{EXITS}"""
ALLOCATION = f"""\
A company is one part, whichever of its shares (A and H) are held. Targets are set in the window.
Trades are in whole lots (100 shares in Shanghai and Shenzhen). With --new-money nothing is sold.

{_WORTH}
--json: {{"on", "simulated", "by", "currency", "value", "known_value", "slices": […],
         "trades": null or […], "missing"}}

each slice:   key ("" is unknown, cash:EUR money), name, value, share, target, off (share - target),
              securities
each trade:   security, quantity (above 0 to buy), lot_size, lot_known, price, price_currency, value

{_MISSING}{_SECURITY}
{EXITS}"""
CHECK = f"""\
--json: {{"findings": […], "errors", "warnings", "hints", "dismissed"}}

each finding: key, code, severity (error, warning, hint), message, values, transactions, security,
              account, repairs (each: code, message), dismissed

{_SECURITY}
{EXITS}"""
ADD = f"""\
  gridwatch portfolio add buy GEV 10 at 512.30 --fee 4.95 --account Depot --on 2026-03-02
  gridwatch portfolio add sell 601179.SS 200 for 3,020.00 CNY --tax 1.51
  gridwatch portfolio add dividend ABBN.SW 43.50 --tax 15.23
  gridwatch portfolio add deposit 5000 --account "Cash EUR"
  gridwatch portfolio add cash-transfer 1000 --account "Cash EUR" --to "Cash USD" --arrives 1083.20
  gridwatch portfolio add spin-off GE GEV 1:4 --cost-share 21.5%

Each kind has a help of its own: gridwatch portfolio add buy --help

amounts     512.30, 512,30, 1,234.50 USD, USD 1234.5; what could be two numbers (1,234) is refused.
            Without a currency they are in that of the security, or of the account. Pence (GBX)
            become pounds.
securities  What is in the ledger, else a listing of a company that you follow or that is in the
            catalog; any other one is described with --new and --new-currency.
accounts    Without --account the only one that can be meant. Money moves in the cash account of a
            securities account; without one it comes from outside and goes there.
charges     A fee or a tax in another currency is written with it: --fee "4.95 EUR".
currencies  Where the account has another one, say what moved with --net, or --rate.

What would be wrong or doubtful is refused with the reason, and booked with --anyway: more sold than
is held, a price or a rate far from the market's, a day to come, the same thing twice.

--json: {{"booked", "transaction", "new_securities", "balances", "notes"}}

booked          false with --dry-run, where the id is null
balances        of the cash accounts in which it moved: account, balance, currency
notes           what remains to be said of it, each: code, message

{_TRANSACTION}{_SECURITY}
{EXITS}"""
ACCOUNTS_REMOVE = f"""\
--json: {{"removed"}}

{_ACCOUNT}
{EXITS}"""
IMPORT = f"""\
What the file is is told by what is in it: tables (CSV) of Trading 212, Degiro, Interactive Brokers,
Schwab, Swissquote, Trade Republic, Freetrade, Avanza, Parqet, Yahoo, Ghostfolio, Wealthfolio,
Portfolio Performance and Chinese brokers, and others by their headings; files of Portfolio
Performance (XML), Flex queries of Interactive Brokers, activities of Ghostfolio, and what
`gridwatch portfolio export` has written. Look first with --dry-run.

  gridwatch portfolio import export.csv --dry-run
  gridwatch portfolio import export.csv --account Depot --symbol US36828A1016=GEV

Nothing is imported while a line can't be taken (exit code 1), unless --skip-bad is given. What is
booked already is left out. An import is taken back as a whole with `imports undo`.

presets: trading212, degiro, ib_flex_trades, ib_flex_dividends, ib_activity, ib_statement, schwab,
         swissquote, trade_republic, freetrade, avanza, parqet, yahoo, ghostfolio, wealthfolio,
         pp_transactions, pp_import, pp_securities, pp_prices, china, generic

--json: {{"imported", "import", "dry_run", "file", "form", "preset", "learned", "encoding",
         "separator", "decimal", "day_first", "columns", "lines", "transactions", "kinds",
         "accounts": […], "securities": […], "duplicates": […], "refused": […], "remarks": […]}}

import            its number, null where nothing was stored
preset … columns  null for what is no table; columns: each heading and what it means
transactions      how many are taken, and by kind in `kinds`
accounts          each: name, kind, currency, in_file (what it is called there), new
securities        each: name, symbol, isin, currency, ticker (of the broker), new, by (what told the
                  symbol), candidates (each: symbol, name, currency, by)
duplicates        each: line, booked (a transaction), certainty (certain: the same line of the same
                  source; likely), kind, on, taken
refused, remarks  each: line (null: of the whole file), code, message

{EXITS}"""
IMPORTS = f"""\
--json: {{"imports": [{{"number", "at", "name", "transactions"}}]}}, newest first

{EXITS}"""
IMPORTS_UNDO = f"""\
The transactions of the import are deleted, as many as are still there. Accounts and securities
stay.

--json: {{"undone", "name", "transactions"}}

{EXITS}"""
EXPORT = f"""\
json                    all of it, in a documented schema; `import` reads it back to the same ledger
csv                     the transactions
xlsx                    transactions, holdings, accounts, lots and income, with types and formats
portfolio-performance   two files of CSV beside the name, as Portfolio Performance imports them

The file is written whole, or what was there stays. Cells that begin with = + - @ are made safe.

--json: {{"format", "files", "transactions", "left_out": [{{"code", "message"}}]}}

{EXITS}"""
SCHEMA = f"""\
What stands in the file that `gridwatch portfolio export FILE.json` writes, field by field.

--json: {{"format", "version", "markdown"}}

{EXITS}"""
REPORT = f"""\
{_PERIODS}
In the language of --language. The page for a browser needs nothing beside it, and nothing of the
network.

  gridwatch portfolio report 2025.pdf --period 2025 --language de

{_ACCOUNTS}
--json: {{"report", "period", "currency", "pages"}}     pages: null for .html

{EXITS}"""
