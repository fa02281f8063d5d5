/* The plain loop: momentum with commission and slippage over a grid, one combination after the other.
 * usage: loop FILE BARS CAPITAL SHARES COMMISSION SLIPPAGE REPEATS PERIODS THRESHOLDS, lists by commas
 * prints the milliseconds of every repeat, then a line per combination: equity, sums, drawdown, trades */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct { double equity, sum, squares, drawdown, trades, wins, commission, slippage; } Result;

static Result run(const double *close, long bars, long period, double threshold, double capital,
                  double shares, double commission, double slippage) {
  double cash = capital, position = 0, before = capital, peak = capital, drawdown = 0, entry = 0;
  Result out = {0};
  for (long i = 0; i < bars; i++) {
    double price = close[i];
    if (i >= period) {
      double momentum = price / close[i - period] - 1;
      if (momentum > threshold && position == 0 && i < bars - 1) {
        double paid = price * (1 + slippage);
        double most = floor(cash / (paid * (1 + commission)));
        position = shares < most ? shares : most;
        double notional = position * paid, cost = notional * commission;
        entry = notional + cost;
        cash -= entry;
        out.commission += cost;
        out.slippage += position * fabs(paid - price);
      } else if (momentum < -threshold && position > 0) {
        double got = price * (1 - slippage), notional = position * got, cost = notional * commission;
        cash += notional - cost;
        out.commission += cost;
        out.slippage += position * fabs(got - price);
        out.trades++;
        if (notional - cost > entry) out.wins++;
        position = 0;
      }
    }
    if (i == bars - 1 && position > 0) {
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

static int numbers(char *text, double *into) {
  int count = 0;
  for (char *part = strtok(text, ","); part; part = strtok(NULL, ",")) into[count++] = atof(part);
  return count;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
  if (argc != 10) return 2;
  long bars = atol(argv[2]);
  double capital = atof(argv[3]), shares = atof(argv[4]), commission = atof(argv[5]),
         slippage = atof(argv[6]);
  int repeats = atoi(argv[7]);
  static double periods[1000], thresholds[1000];
  int n = numbers(argv[8], periods), m = numbers(argv[9], thresholds);
  double *close = malloc(bars * sizeof(double));
  Result *results = malloc(n * m * sizeof(Result));
  FILE *file = fopen(argv[1], "rb");
  if (!file || fread(close, sizeof(double), bars, file) != (size_t)bars) return 3;
  for (int k = 0; k < repeats; k++) {
    double start = now();
    for (int i = 0; i < n; i++)
      for (int j = 0; j < m; j++)
        results[i * m + j] =
            run(close, bars, (long)periods[i], thresholds[j], capital, shares, commission, slippage);
    printf("%s%.6f", k ? "," : "", now() - start);
  }
  printf("\n");
  for (int i = 0; i < n * m; i++) {
    Result r = results[i];
    printf("%.17g,%.17g,%.17g,%.17g,%.0f\n", r.equity, r.sum, r.squares, r.drawdown, r.trades);
  }
  return 0;
}
