/* events.c - events as lines. */
#include "describe/events.h"

#include "base/clock.h"
#include "base/mem.h"
#include "describe/fields.h"

#include <stdlib.h>
#include <string.h>

#define BLANKS " \t\n\v\f\r"

void event_add_interval(struct buf *out, const cJSON *event)
{
    const cJSON *series = doc_get(event, "series");
    char *first = age_at(event, text_at(event, "eventTime")[0] != '\0' ? "eventTime" : "firstTimestamp"), *last = NULL;
    int64_t count = 0;
    (void)doc_get_int64(doc_get(event, "count"), &count);
    if (cJSON_IsObject(series)) {
        last = age_at(series, "lastObservedTime");
        buf_addf(out, "%s (x%s over %s)", last, number_at(series, "count"), first);
    } else if (count > 1) {
        last = age_at(event, "lastTimestamp");
        buf_addf(out, "%s (x%lld over %s)", last, (long long)count, first);
    } else {
        buf_adds(out, first);
    }
    free(first);
    free(last);
}

const char *event_message(const cJSON *event, size_t *n)
{
    const char *message = text_at(event, "message");
    message += strspn(message, BLANKS);
    *n = strlen(message);
    while (*n > 0 && strchr(BLANKS, message[*n - 1]) != NULL)
        (*n)--;
    return message;
}

/* kubectl's EscapeTerminal: lines and cells stay as they are. */
static void add_escaped(struct buf *out, const char *text, size_t n)
{
    char *piece = xstrndup(text, n), *safe = text_escaped(piece);
    buf_adds(out, safe);
    free(safe);
    free(piece);
}

static void add_cell(struct buf *out, const cJSON *event, const char *path, const char *end)
{
    const char *text = text_at(event, path);
    add_escaped(out, text, strlen(text));
    buf_adds(out, end);
}

void event_add_row(struct buf *out, const cJSON *event, bool with_namespace)
{
    size_t n;
    const char *message = event_message(event, &n);
    if (with_namespace)
        add_cell(out, event, "metadata.namespace", "\t");
    event_add_interval(out, event);
    buf_addc(out, '\t');
    add_cell(out, event, "type", "\t");
    add_cell(out, event, "reason", "\t");
    add_cell(out, event, "involvedObject.kind", "/");
    add_cell(out, event, "involvedObject.name", "\t");
    add_escaped(out, message, n);
    buf_addc(out, '\n');
}

int64_t event_time(const cJSON *event)
{
    int64_t ns;
    const char *path = cJSON_IsObject(doc_get(event, "series"))     ? "series.lastObservedTime"
                       : text_at(event, "lastTimestamp")[0] != '\0' ? "lastTimestamp"
                                                                    : "eventTime";
    return time_parse_rfc3339(text_at(event, path), &ns) ? ns : INT64_MIN;
}
