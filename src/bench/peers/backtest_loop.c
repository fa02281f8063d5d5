/* The plain loop: one combination after the other, bar by bar, its indicator computed on the way.
 * usage: loop FILE STRATEGY FIRST SECOND [NAME=VALUE]...
 *   FILE has the columns open, high, low, close, of 8-byte floats; FIRST and SECOND are the strategy's
 *   parameters of all combinations, lists by commas
 *   momentum PERIOD THRESHOLD, rsi PERIOD -, crossover FAST SLOW, bollinger PERIOD DEVIATIONS,
 *   breakout PERIOD -
 * prints the milliseconds of every repeat, then a line per combination: equity, sums, drawdown, trades */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct { double equity, sum, squares, drawdown, trades, wins, commission, slippage; } Result;
typedef struct { long bars; const double *open, *high, *low, *close, *sums; long *places[2]; } Data;
typedef struct {
  double capital, shares, commission, slippage, stop, profit, limit;
  int shorts, next_open;
} Rules;

enum Kind { MOMENTUM, RSI, CROSSOVER, BOLLINGER, BREAKOUT, KINDS };
static const char *const kinds[] = {"momentum", "rsi", "crossover", "bollinger", "breakout"};

/* what an indicator keeps from bar to bar; places are those that can still become an extreme */
typedef struct { double gains, losses, mean, squares; long first[2], end[2]; } State;

static inline double average(const Data *d, long i, long period) {
  return d->close[0] + (d->sums[i + 1] - d->sums[i + 1 - period]) / period;
}

static inline double extreme(const Data *d, State *s, int k, const double *values, double sign,
                             long i, long period) {
  long *places = d->places[k], first = s->first[k], end = s->end[k];
  double value = sign * values[i], found = NAN;
  if (i >= period) {
    while (places[first] < i - period) first++;
    found = values[places[first]];
  }
  while (end > first && sign * values[places[end - 1]] <= value) end--;
  places[end++] = i;
  s->first[k] = first;
  s->end[k] = end;
  return found;
}

/* the direction that a strategy wants at a bar */
static inline __attribute__((always_inline)) int wish(enum Kind kind, const Data *d, State *s, long i,
                                                      double first, double second) {
  const double *close = d->close;
  long period = (long)first;
  double price = close[i], value = NAN, above = NAN, below = NAN;
  switch (kind) {
    case MOMENTUM:
      if (i < period) return 0;
      value = price / close[i - period] - 1;
      above = second;
      below = -second;
      break;
    case RSI: {
      if (i == 0) return 0;
      double change = price - close[i - 1];
      double gain = change > 0 ? change : 0, loss = change < 0 ? -change : 0;
      if (i <= period) {
        s->gains += gain;
        s->losses += loss;
        if (i < period) return 0;
        s->gains /= period;
        s->losses /= period;
      } else {
        s->gains = (s->gains * (period - 1) + gain) / period;
        s->losses = (s->losses * (period - 1) + loss) / period;
      }
      value = s->losses == 0 ? -100 : 100 / (1 + s->gains / s->losses) - 100;
      above = -30;
      below = -70;
      break;
    }
    case CROSSOVER: {
      long slow = (long)second, longer = period > slow ? period : slow;
      if (i < longer - 1) return 0;
      value = average(d, i, period);
      above = below = average(d, i, slow);
      break;
    }
    case BOLLINGER: {
      double before = s->mean;
      if (i < period) {
        s->mean += (price - s->mean) / (i + 1);
        s->squares += (price - before) * (price - s->mean);
      } else {
        double left = close[i - period];
        s->mean += (price - left) / period;
        s->squares += (price - left) * (price - s->mean + left - before);
      }
      if (i < period - 1) return 0;
      double middle = average(d, i, period);
      double width = second * sqrt(s->squares > 0 ? s->squares / period : 0);
      return price < middle - width ? 1 : price > middle + width ? -1 : 0;
    }
    case BREAKOUT:
      value = price;
      above = extreme(d, s, 0, d->high, 1, i, period);
      below = extreme(d, s, 1, d->low, -1, i, period);
      break;
    case KINDS:
      break;
  }
  return value > above ? 1 : value < below ? -1 : 0;
}

/* long or flat, filled at the signal's close, without stops */
static inline __attribute__((always_inline)) Result run(enum Kind kind, const Data *d, const Rules *r,
                                                        double first, double second) {
  const double *close = d->close;
  double capital = r->capital, shares = r->shares, commission = r->commission, slippage = r->slippage;
  double cash = capital, position = 0, before = capital, peak = capital, drawdown = 0, entry = 0;
  long bars = d->bars;
  Result out = {0};
  State state = {0};
  for (long i = 0; i < bars; i++) {
    double price = close[i];
    int direction = wish(kind, d, &state, i, first, second);
    if (direction > 0 && position == 0 && i < bars - 1) {
      double paid = price * (1 + slippage);
      double most = floor(cash / (paid * (1 + commission)));
      position = shares < most ? shares : most;
      double notional = position * paid, cost = notional * commission;
      entry = notional + cost;
      cash -= entry;
      out.commission += cost;
      out.slippage += position * fabs(paid - price);
    } else if (position > 0 && (direction < 0 || i == bars - 1)) {
      double got = price * (1 - slippage), notional = position * got, cost = notional * commission;
      cash += notional - cost;
      out.commission += cost;
      out.slippage += position * fabs(got - price);
      out.trades++;
      if (notional - cost > entry) out.wins++;
      position = 0;
    }
    double equity = cash + position * price;
    if (i > 0) {
      double change = equity / before - 1;
      out.sum += change;
      out.squares += change * change;
    }
    before = equity;
    if (equity > peak) peak = equity;
    double fall = (peak - equity) / peak;
    if (fall > drawdown) drawdown = fall;
  }
  out.equity = before;
  out.drawdown = drawdown;
  return out;
}

typedef struct { double closing, opening, side, cash; } Order;
typedef struct { double cash, position, entry, entry_cost; } Account;

static void fill(Account *a, Result *out, const Rules *r, Order o, double base) {
  double price = base * (1 + o.side * r->slippage), free = o.cash, opened = 0;
  if (o.closing > 0) free -= o.closing * price * (o.side + r->commission);
  if (o.opening > 0) {
    double most = floor(free / (price * (1 + r->commission)));
    opened = o.opening < most ? o.opening : most;
    if (!(opened > 0)) opened = 0;
  }
  double shares = o.closing + opened;
  if (shares == 0) return;
  double notional = shares * price, cost = notional * r->commission;
  if (o.closing > 0) {
    double gain = (price - a->entry) * -o.side * o.closing;
    out->trades++;
    if (gain - a->entry_cost - cost * (o.closing / shares) > 0) out->wins++;
  }
  a->cash -= o.side * notional + cost;
  a->position += o.side * shares;
  a->entry = opened > 0 ? price : 0;
  a->entry_cost = cost * (opened / shares);
  out->commission += cost;
  out->slippage += shares * fabs(price - base);
}

/* the same with stops, shorts, fills at the next open and a drawdown limit */
static inline __attribute__((always_inline)) Result run_rules(enum Kind kind, const Data *d,
                                                              const Rules *r, double first,
                                                              double second) {
  Account a = {r->capital, 0, 0, 0};
  Order waiting = {0};
  double before = r->capital, peak = r->capital, top = r->capital, drawdown = 0;
  long bars = d->bars;
  Result out = {0};
  State state = {0};
  for (long i = 0; i < bars; i++) {
    double price = d->close[i];
    if (waiting.side != 0) {
      fill(&a, &out, r, waiting, d->open[i]);
      waiting.side = 0;
    }
    double worth = a.cash + a.position * price;
    if (worth > top) top = worth;
    int last = i == bars - 1, stopped = 0;
    int direction = wish(kind, d, &state, i, first, second);
    if (a.position != 0) {
      double gain = a.position > 0 ? price / a.entry - 1 : 1 - price / a.entry;
      stopped = gain <= -r->stop || gain >= r->profit;
    }
    if (worth > 0) {
      int wanted = direction != 0 && !stopped && direction * a.position <= 0;
      int opens =
          wanted && (direction > 0 || r->shorts) && !last && !((top - worth) / top > r->limit);
      int closes = a.position != 0 && (stopped || last || wanted);
      if (opens || closes) {
        double side = opens ? direction : a.position > 0 ? -1 : 1;
        Order order = {fabs(a.position), opens ? r->shares : 0, side, a.cash};
        if (r->next_open && !last) waiting = order;
        else fill(&a, &out, r, order, price);
      }
    }
    double equity = a.cash + a.position * price;
    if (equity <= 0 && a.position != 0) {
      Order order = {fabs(a.position), 0, a.position > 0 ? -1 : 1, a.cash};
      fill(&a, &out, r, order, price);
      equity = a.cash;
    }
    if (i > 0) {
      double change = before > 0 ? equity / before - 1 : 0;
      out.sum += change;
      out.squares += change * change;
    }
    before = equity;
    if (equity > peak) peak = equity;
    double fall = (peak - equity) / peak;
    if (fall > drawdown) drawdown = fall;
  }
  out.equity = before;
  out.drawdown = drawdown;
  return out;
}

/* a loop of its own for each strategy */
#define EACH(loop)                                                                              \
  switch (kind) {                                                                               \
    case RSI: return loop(RSI, d, r, first, second);                                            \
    case CROSSOVER: return loop(CROSSOVER, d, r, first, second);                                \
    case BOLLINGER: return loop(BOLLINGER, d, r, first, second);                                \
    case BREAKOUT: return loop(BREAKOUT, d, r, first, second);                                  \
    default: return loop(MOMENTUM, d, r, first, second);                                        \
  }
static Result plain(enum Kind kind, const Data *d, const Rules *r, double first, double second) {
  EACH(run)
}
static Result ruled(enum Kind kind, const Data *d, const Rules *r, double first, double second) {
  EACH(run_rules)
}

static long numbers(char *text, double *into) {
  long count = 0;
  for (char *part = strtok(text, ","); part; part = strtok(NULL, ",")) into[count++] = atof(part);
  return count;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static double option(int argc, char **argv, const char *name, double otherwise) {
  size_t length = strlen(name);
  for (int i = 5; i < argc; i++)
    if (strncmp(argv[i], name, length) == 0 && argv[i][length] == '=') return atof(argv[i] + length + 1);
  return otherwise;
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  FILE *file = fopen(argv[1], "rb");
  if (!file || fseek(file, 0, SEEK_END)) return 3;
  long bars = ftell(file) / 4 / sizeof(double);
  double *columns = malloc(4 * bars * sizeof(double)), *sums = calloc(bars + 1, sizeof(double));
  rewind(file);
  if (fread(columns, sizeof(double), 4 * bars, file) != (size_t)(4 * bars)) return 3;
  Data d = {bars, columns, columns + bars, columns + 2 * bars, columns + 3 * bars, sums,
            {malloc(bars * sizeof(long)), malloc(bars * sizeof(long))}};
  enum Kind kind = 0;
  while (kind < KINDS && strcmp(argv[2], kinds[kind])) kind++;
  if (kind == KINDS) return 2;
  static double first[10000], second[10000];
  long n = numbers(argv[3], first);
  if (numbers(argv[4], second) != n) return 2;
#define OPTION(name, otherwise) option(argc, argv, name, otherwise)
  Rules r = {OPTION("capital", 1e5),         OPTION("shares", 1),         OPTION("commission", 0),
             OPTION("slippage", 0),          OPTION("stop", INFINITY),    OPTION("profit", INFINITY),
             OPTION("drawdown", INFINITY),   OPTION("shorts", 0) != 0,    OPTION("next_open", 0) != 0};
  int repeats = (int)OPTION("repeats", 1);
  int has_rules = isfinite(r.stop) || isfinite(r.profit) || isfinite(r.limit) || r.shorts || r.next_open;
  Result *results = malloc(n * sizeof(Result));
  for (int k = 0; k < repeats; k++) {
    double start = now();
    for (long i = 0; i < bars; i++) sums[i + 1] = sums[i] + (d.close[i] - d.close[0]);
    for (long i = 0; i < n; i++)
      results[i] = (has_rules ? ruled : plain)(kind, &d, &r, first[i], second[i]);
    printf("%s%.6f", k ? "," : "", now() - start);
  }
  printf("\n");
  for (long i = 0; i < n; i++) {
    Result out = results[i];
    printf("%.17g,%.17g,%.17g,%.17g,%.0f\n", out.equity, out.sum, out.squares, out.drawdown, out.trades);
  }
  return 0;
}
