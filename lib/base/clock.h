/* clock.h - times and durations as Go and the Kubernetes API write them. Times are UTC seconds (and nanoseconds) since
 * 1970; durations are nanoseconds. */
#ifndef KUBEC_BASE_CLOCK_H
#define KUBEC_BASE_CLOCK_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct duration {
    int64_t ns;
};

#define NS_PER_S INT64_C(1000000000)

/* Now, wall clock, in nanoseconds since 1970. */
int64_t clock_now_ns(void);
/* A monotonic time in nanoseconds, for measuring and deadlines. */
int64_t clock_mono_ns(void);
/* Parses Go's time.ParseDuration syntax ("1h2m3.5s", "300ms", "-1s", "0"). The error is worded as Go words it:
 * `time: invalid duration "x"`, `time: missing unit in duration "5"`, `time: unknown unit "d" in duration "5d"`. */
struct err *duration_parse(const char *s, struct duration *out) ERR_MUST_USE;
/* Go's Duration.String(): "1m0s", "1.5s", "0s", "300ms"; the caller frees. */
char *duration_string(struct duration d);
/* Age as kubectl prints it (apimachinery's duration.HumanDuration): "5s", "3m20s", "2d3h", "5y12d" …; the caller frees.
 */
char *duration_human(struct duration d);
/* Parses RFC 3339 ("2024-01-02T03:04:05Z", fractions and offsets allowed) into nanoseconds since 1970; false if
 * invalid. */
bool time_parse_rfc3339(const char *s, int64_t *ns);
/* "2024-01-02T03:04:05Z"; the caller frees. */
char *time_format_rfc3339(int64_t ns);

#endif
