/* events.h - events as lines. Sources: kubectl's cmd/events and pkg/describe. */
#ifndef KUBEC_DESCRIBE_EVENTS_H
#define KUBEC_DESCRIBE_EVENTS_H

#include "base/buf.h"

#include <cjson/cJSON.h>
#include <stdint.h>

/* Appends when it happened: "5m", or "5m (x3 over 1h)". */
void event_add_interval(struct buf *out, const cJSON *event);
/* The bytes of the message without white space around it; *n their number. Borrowed. */
const char *event_message(const cJSON *event, size_t *n);
/* Appends a row of the table of `events`: [namespace,] last seen, type, reason, object, message. Cells are sanitised.
 */
void event_add_row(struct buf *out, const cJSON *event, bool with_namespace);
/* The time that events are sorted by (nanoseconds since 1970; INT64_MIN for none). */
int64_t event_time(const cJSON *event);

#endif
